using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace UnionFs.Archives.Tests.Solid;

/// <summary>A stored file in a rar archive; what differs from the usual is what a test is about.</summary>
internal sealed record RarFile(string Name, byte[] Data)
{
    internal RarFile(string name, string text) : this(name, Encoding.UTF8.GetBytes(text)) { }

    internal uint? Crc { get; init; }

    internal bool IsDirectory { get; init; }

    internal int Flags { get; init; }

    internal uint Attributes { get; init; } = 0x20;

    internal byte HostOs { get; init; } = 2;

    internal uint ActualCrc => Crc ?? Crc32.HashToUInt32(Data);
}

/// <summary>
/// Writes rar archives of stored files, since nobody may pack them who is not its maker; how they are laid out is public. Version 4: `technote.txt`; version 5: "RAR 5.0 archive format".
/// </summary>
internal static class RawRar
{
    private const uint Date = 0x5A21_6000; // a day in 2025, as DOS has it

    internal static byte[] Version4(params RarFile[] files)
    {
        var archive = new MemoryStream();
        archive.Write("Rar!\x1A\x07\0"u8);
        Block4(archive, 0x73, 0, new byte[6]);
        foreach (RarFile file in files)
        {
            // Names are separated by backslashes there.
            byte[] name = Encoding.UTF8.GetBytes(file.Name.Replace('/', '\\'));
            var fields = new byte[25 + name.Length];
            BinaryPrimitives.WriteInt32LittleEndian(fields, file.Data.Length);
            BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(4), file.Data.Length);
            fields[8] = file.HostOs;
            BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(9), file.ActualCrc);
            BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(13), Date);
            fields[17] = 20;
            fields[18] = 0x30; // stored
            BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(19), (ushort)name.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(21), file.IsDirectory ? 0x10 : file.Attributes);
            name.CopyTo(fields, 25);
            Block4(archive, 0x74, (ushort)(0x8000 | (file.IsDirectory ? 0xE0 : 0) | file.Flags), fields);
            archive.Write(file.Data);
        }
        Block4(archive, 0x7B, 0x4000, []);
        return archive.ToArray();
    }

    internal static byte[] Version5(params RarFile[] files)
    {
        var archive = new MemoryStream();
        archive.Write("Rar!\x1A\x07\x01\0"u8);
        Block5(archive, 1, 0, null, [0]);
        foreach (RarFile file in files)
        {
            byte[] name = Encoding.UTF8.GetBytes(file.Name);
            var fields = new MemoryStream();
            Number(fields, file.IsDirectory ? 1u : 4); // a checksum follows
            Number(fields, (uint)file.Data.Length);
            Number(fields, file.Attributes);
            if (!file.IsDirectory)
            {
                fields.Write(LittleEndian(file.ActualCrc));
            }
            Number(fields, 0); // stored
            Number(fields, 0); // Windows
            Number(fields, (uint)name.Length);
            fields.Write(name);
            Block5(archive, 2, 2, (uint)file.Data.Length, fields.ToArray());
            archive.Write(file.Data);
        }
        Block5(archive, 5, 0, null, [0]);
        return archive.ToArray();
    }

    private static void Block4(MemoryStream archive, byte type, ushort flags, byte[] fields)
    {
        var header = new byte[7 + fields.Length];
        header[2] = type;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(3), flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(5), (ushort)header.Length);
        fields.CopyTo(header, 7);
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)Crc32.HashToUInt32(header.AsSpan(2)));
        archive.Write(header);
    }

    private static void Block5(MemoryStream archive, uint type, uint flags, uint? dataLength, byte[] fields)
    {
        var body = new MemoryStream();
        Number(body, type);
        Number(body, flags);
        if (dataLength is { } length) Number(body, length);
        body.Write(fields);
        var sized = new MemoryStream();
        Number(sized, (uint)body.Length);
        body.WriteTo(sized);
        archive.Write(LittleEndian(Crc32.HashToUInt32(sized.ToArray())));
        sized.WriteTo(archive);
    }

    private static byte[] LittleEndian(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    /// <summary>Seven bits a byte, low ones first.</summary>
    private static void Number(MemoryStream into, uint value)
    {
        for (; value >= 0x80; value >>= 7) into.WriteByte((byte)(value | 0x80));
        into.WriteByte((byte)value);
    }
}
