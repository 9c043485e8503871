
namespace UnionFs.Nodes;

/// <summary>Unkeyed 64-bit mixing for numbers that must come out the same in every process (inode numbers), never for tables.</summary>
internal static class Fingerprints
{
    internal static ulong Add(ulong state, ulong value) => InodeNumbers.Scramble((state * 0x9E3779B97F4A7C15) ^ value);

    internal static ulong Add(ulong state, ReadOnlySpan<char> text)
    {
        foreach (char c in text) state = (state ^ c) * 0x100000001B3; // FNV-1a's prime
        return Add(state, (ulong)text.Length);
    }
}
