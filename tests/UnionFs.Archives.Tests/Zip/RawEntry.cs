using System.IO.Compression;
using System.Text;

namespace UnionFs.Archives.Tests;

/// <summary>One entry as <see cref="RawZip"/> writes it. Every field can be made to lie; null means the truth.</summary>
internal sealed class RawEntry
{
    public RawEntry(string name, string content = "") : this(NameEncoding.Encode(name), Encoding.UTF8.GetBytes(content))
    {
    }

    public RawEntry(byte[] name, byte[] content)
    {
        Name = name;
        Content = content;
    }

    public byte[] Name { get; }

    public byte[] Content { get; }

    public bool Deflate { get; init; }

    /// <summary>Sizes in Zip64 extra fields, in both headers.</summary>
    public bool Zip64 { get; init; }

    public ushort? Method { get; init; }

    public ushort Flags { get; init; }

    public byte Host { get; init; } = 3;

    /// <summary>The mode of a Unix host, the attributes of a DOS one.</summary>
    public uint External { get; init; }

    public uint DosTime { get; init; } = 0x0021_0000;

    public byte[] CentralExtra { get; init; } = [];

    public byte[] LocalExtra { get; init; } = [];

    public byte[]? PackedBytes { get; init; }

    public long? PackedSize { get; init; }

    public long? Size { get; init; }

    public uint? Crc { get; init; }

    public long? Offset { get; init; }

    public ushort Disk { get; init; }

    public byte[]? LocalName { get; init; }

    public ushort? LocalMethod { get; init; }

    public ushort? LocalFlags { get; init; }

    public long? LocalSize { get; init; }

    public uint? LocalCrc { get; init; }

    public ushort EffectiveMethod => Method ?? (ushort)(Deflate ? 8 : 0);

    public byte[] Packed => PackedBytes ?? (Deflate ? Deflated(Content) : Content);

    public static uint Unix(uint mode) => mode << 16;

    public static byte[] Deflated(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal)) deflate.Write(content);
        return packed.ToArray();
    }

    public static byte[] Field(ushort id, params byte[] data) => [(byte)id, (byte)(id >> 8), (byte)data.Length, (byte)(data.Length >> 8), .. data];
}
