namespace UnionFs.Archives.Tests;

/// <summary>CRC-32 bit by bit: slow, and plainly the definition.</summary>
internal static class Crc32Oracle
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint state = uint.MaxValue;
        foreach (byte value in bytes)
        {
            state ^= value;
            for (int bit = 0; bit < 8; bit++) state = (state & 1) != 0 ? state >> 1 ^ 0xEDB88320 : state >> 1;
        }
        return ~state;
    }
}
