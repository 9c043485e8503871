namespace UnionFs.Archives.Tests;

/// <summary>Writes zip archives byte by byte, right ones and ones that no proper writer would make.</summary>
internal sealed class RawZip
{
    private readonly RawEntry[] _entries;

    public RawZip(params RawEntry[] entries) => _entries = entries;

    public byte[] Prefix { get; init; } = [];

    public byte[] Comment { get; init; } = [];

    /// <summary>Writes the Zip64 end record and its locator, and all ones into the plain one.</summary>
    public bool Zip64 { get; init; }

    public ushort EndDisk { get; init; }

    public ushort? EndCount { get; init; }

    public ulong? Zip64Count { get; init; }

    public uint Zip64Disks { get; init; } = 1;

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var offsets = new long[_entries.Length];
        for (int i = 0; i < _entries.Length; i++)
        {
            offsets[i] = stream.Position;
            WriteLocal(writer, _entries[i]);
        }
        long start = stream.Position;
        for (int i = 0; i < _entries.Length; i++) WriteCentral(writer, _entries[i], offsets[i]);
        WriteEnd(writer, start, stream.Position - start, stream.Position);
        return [.. Prefix, .. stream.ToArray()];
    }

    public Content ToContent() => UnionFs.Content.FromOwned(ToBytes());

    public Layer Open(ZipLimits? limits = null) => ZipLayer.Open(ToContent(), "test.zip", limits);

    private static uint Crc(RawEntry entry) => entry.Crc ?? Crc32Oracle.Of(entry.Content);

    private static void WriteLocal(BinaryWriter writer, RawEntry entry)
    {
        byte[] name = entry.LocalName ?? entry.Name;
        byte[] packed = entry.Packed;
        ushort flags = entry.LocalFlags ?? entry.Flags;
        bool later = (flags & 8) != 0;
        long size = entry.LocalSize ?? (later ? 0 : entry.Size ?? entry.Content.Length);
        long packedSize = later ? 0 : entry.PackedSize ?? packed.Length;
        byte[] extra = entry.Zip64 ? [.. Zip64Field(size, packedSize), .. entry.LocalExtra] : entry.LocalExtra;
        writer.Write(0x04034b50u);
        writer.Write((ushort)45);
        writer.Write(flags);
        writer.Write(entry.LocalMethod ?? entry.EffectiveMethod);
        writer.Write(entry.DosTime);
        writer.Write(entry.LocalCrc ?? (later ? 0 : Crc(entry)));
        writer.Write(entry.Zip64 ? uint.MaxValue : (uint)packedSize);
        writer.Write(entry.Zip64 ? uint.MaxValue : (uint)size);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)extra.Length);
        writer.Write(name);
        writer.Write(extra);
        writer.Write(packed);
        if (!later) return;
        writer.Write(0x08074b50u);
        writer.Write(Crc(entry));
        writer.Write((uint)packed.Length);
        writer.Write((uint)entry.Content.Length);
    }

    private static void WriteCentral(BinaryWriter writer, RawEntry entry, long offset)
    {
        long size = entry.Size ?? entry.Content.Length;
        long packedSize = entry.PackedSize ?? entry.Packed.Length;
        offset = entry.Offset ?? offset;
        byte[] extra = entry.Zip64 ? [.. Zip64Field(size, packedSize, offset), .. entry.CentralExtra] : entry.CentralExtra;
        writer.Write(0x02014b50u);
        writer.Write((byte)45);
        writer.Write(entry.Host);
        writer.Write((ushort)45);
        writer.Write(entry.Flags);
        writer.Write(entry.EffectiveMethod);
        writer.Write(entry.DosTime);
        writer.Write(Crc(entry));
        writer.Write(entry.Zip64 ? uint.MaxValue : (uint)packedSize);
        writer.Write(entry.Zip64 ? uint.MaxValue : (uint)size);
        writer.Write((ushort)entry.Name.Length);
        writer.Write((ushort)extra.Length);
        writer.Write((ushort)0);
        writer.Write(entry.Disk);
        writer.Write((ushort)0);
        writer.Write(entry.External);
        writer.Write(entry.Zip64 ? uint.MaxValue : (uint)offset);
        writer.Write(entry.Name);
        writer.Write(extra);
    }

    private void WriteEnd(BinaryWriter writer, long start, long size, long position)
    {
        if (Zip64)
        {
            writer.Write(0x06064b50u);
            writer.Write(44UL);
            writer.Write(0x002D_032Du);
            writer.Write(0UL); // both disk numbers
            writer.Write(Zip64Count ?? (ulong)_entries.Length);
            writer.Write(Zip64Count ?? (ulong)_entries.Length);
            writer.Write(size);
            writer.Write(start);
            writer.Write(0x07064b50u);
            writer.Write(0u);
            writer.Write(position);
            writer.Write(Zip64Disks);
        }
        ushort count = EndCount ?? (Zip64 ? ushort.MaxValue : (ushort)_entries.Length);
        writer.Write(0x06054b50u);
        writer.Write(EndDisk);
        writer.Write((ushort)0);
        writer.Write(count);
        writer.Write(count);
        writer.Write(Zip64 ? uint.MaxValue : (uint)size);
        writer.Write(Zip64 ? uint.MaxValue : (uint)start);
        writer.Write((ushort)Comment.Length);
        writer.Write(Comment);
    }

    private static byte[] Zip64Field(params long[] numbers) => RawEntry.Field(1, [.. numbers.SelectMany(BitConverter.GetBytes)]);
}
