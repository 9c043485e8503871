using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace UnionFs.Packs.Tests.Support;

/// <summary>Writes archives byte by byte and fast: many packs of many files.</summary>
internal static class PlainZip
{
    private const ushort Utf8Flag = 1 << 11;

    /// <summary>An archive of stored entries.</summary>
    internal static void Write(string file, IEnumerable<(string Name, byte[] Data)> entries) =>
        Write(file, entries.Select(entry => (entry.Name, PlainData.Stored(entry.Data))));

    internal static void Write(string file, IEnumerable<(string Name, PlainData Data)> entries)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        var central = new MemoryStream();
        ushort count = 0;
        Span<byte> fields = stackalloc byte[26], rest = stackalloc byte[14], end = stackalloc byte[18];
        foreach ((string name, PlainData data) in entries)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            uint offset = (uint)stream.Position;
            BinaryPrimitives.WriteUInt16LittleEndian(fields, 20);
            BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], Utf8Flag);
            BinaryPrimitives.WriteUInt16LittleEndian(fields[4..], data.Method);
            BinaryPrimitives.WriteUInt32LittleEndian(fields[6..], 0x5A21_6000); // a day in 2025
            BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], data.Crc);
            BinaryPrimitives.WriteInt32LittleEndian(fields[14..], data.Packed.Length);
            BinaryPrimitives.WriteInt32LittleEndian(fields[18..], data.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], (ushort)bytes.Length);
            stream.Write("PK\x03\x04"u8);
            stream.Write(fields);
            stream.Write(bytes);
            stream.Write(data.Packed);
            central.Write("PK\x01\x02\x14\x00"u8);
            central.Write(fields);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[10..], offset);
            central.Write(rest);
            central.Write(bytes);
            count++;
        }
        uint start = (uint)stream.Position;
        central.WriteTo(stream);
        BinaryPrimitives.WriteUInt16LittleEndian(end[4..], count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[6..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[8..], (uint)central.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], start);
        stream.Write("PK\x05\x06"u8);
        stream.Write(end);
    }
}

/// <summary>The bytes of an entry as they stand in an archive.</summary>
/// <param name="Packed">The bytes in the archive.</param>
/// <param name="Length">How many they stand for.</param>
/// <param name="Crc">The checksum of those.</param>
/// <param name="Method">How they are packed: 0 or 8.</param>
internal sealed record PlainData(byte[] Packed, int Length, uint Crc, ushort Method)
{
    internal static PlainData Stored(byte[] data) => new(data, data.Length, Crc32.Of(data), 0);

    internal static PlainData Deflated(byte[] data)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal)) deflate.Write(data);
        return new PlainData(packed.ToArray(), data.Length, Crc32.Of(data), 8);
    }
}

/// <summary>CRC-32 as zip has it, bit by bit from its definition.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index =>
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? value >> 1 ^ 0xEDB88320 : value >> 1;
        return value;
    })];

    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes) crc = crc >> 8 ^ Table[(byte)(crc ^ value)];
        return ~crc;
    }
}
