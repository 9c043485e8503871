namespace UnionFs.Archives;

/// <summary>
/// One entry: what the central directory says of it, and its bytes as content. An archive has thousands, so it is one object without parts: the
/// bytes of its name lie with those of the others in the source.
/// </summary>
internal sealed partial class ZipEntry(ZipSource source, int nameStart, ushort nameLength) : Content
{
    internal const int LocalHeaderLength = 30;

    /// <summary>Flags: encrypted (0), strong encryption (6), masked headers (13).</summary>
    internal const ushort EncryptedFlags = 1 | 1 << 6 | 1 << 13;

    /// <summary>Flag: sizes and checksum follow the data, so the local header may have zeros.</summary>
    internal const ushort DescriptorFlag = 1 << 3;

    /// <summary>Flag: the data is a patch to another file.</summary>
    internal const ushort PatchFlag = 1 << 5;

    /// <summary>As the archive has it: what the local header must repeat and what errors quote.</summary>
    internal ReadOnlySpan<byte> Name => source.NameAt(nameStart, nameLength);

    internal required ushort Method { get; init; }

    internal required uint Crc { get; init; }

    internal required long PackedSize { get; init; }

    internal required long Size { get; init; }

    /// <summary>Where the local header starts in the source.</summary>
    internal required long HeaderOffset { get; init; }

    /// <summary>Where the next entry or the central directory starts. Set once, before anything is read; not known any more once the entry has been verified.</summary>
    internal long Limit { get => -_place; set => _place = -value; }

    /// <summary>The earliest the entry can end: the local header's extra fields are not known yet.</summary>
    internal long MinEnd => HeaderOffset + LocalHeaderLength + nameLength + PackedSize;
}
