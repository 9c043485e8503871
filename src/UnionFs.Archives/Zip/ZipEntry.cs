namespace UnionFs.Archives;

/// <summary>
/// One entry: what the central directory says of it, and its bytes as content. An archive has thousands, so it is one small object: numbers have 32 bits, and what
/// does not fit into those lies in the source, as do the bytes of its name.
/// </summary>
internal sealed partial class ZipEntry : Content
{
    internal const int LocalHeaderLength = 30;

    /// <summary>Flags: encrypted (0), strong encryption (6), masked headers (13).</summary>
    internal const ushort EncryptedFlags = 1 | 1 << 6 | 1 << 13;

    /// <summary>Flag: sizes and checksum follow the data, so the local header may have zeros.</summary>
    internal const ushort DescriptorFlag = 1 << 3;

    /// <summary>Flag: the data is a patch to another file.</summary>
    internal const ushort PatchFlag = 1 << 5;

    private const byte StoredFlag = 1, LargeFlag = 2;

    /// <summary>Bytes from a header to the end of its data that a small entry may take: its limit, which is that or more, has 32 bits too.</summary>
    private const long MaxSmall = uint.MaxValue - 3 * (ushort.MaxValue + 1L);

    private readonly ZipSource _source;
    private readonly int _nameStart;
    private readonly ushort _nameLength;

    /// <summary>Flags in one byte: with two the object would be eight bytes more.</summary>
    private readonly byte _flags;

    /// <summary>The numbers of a small entry; of a large one only the first is one, and says where the source has them.</summary>
    private readonly uint _offset, _packedSize, _size;

    /// <summary>Only while the archive is being opened.</summary>
    internal ZipEntry(ZipSource source, ReadOnlySpan<byte> name, ushort method, uint crc, EntryRange range)
    {
        _source = source;
        _nameStart = source.KeepName(name);
        _nameLength = (ushort)name.Length;
        Crc = crc;
        bool isLarge = range.HeaderOffset > uint.MaxValue || range.PackedSize > MaxSmall || range.Size > uint.MaxValue;
        _flags = (byte)((method == CompressionMethod.Stored ? StoredFlag : 0) | (isLarge ? LargeFlag : 0));
        if (isLarge) _offset = source.KeepLarge(range);
        else (_offset, _packedSize, _size) = ((uint)range.HeaderOffset, (uint)range.PackedSize, (uint)range.Size);
    }

    /// <summary>As the archive has it: what the local header must repeat and what errors quote.</summary>
    internal ReadOnlySpan<byte> Name => _source.NameAt(_nameStart, _nameLength);

    internal ushort Method => IsStored ? CompressionMethod.Stored : CompressionMethod.Deflated;

    internal uint Crc { get; }

    internal long PackedSize => IsLarge ? Large.PackedSize : _packedSize;

    internal long Size => IsLarge ? Large.Size : _size;

    /// <summary>Where the local header starts in the source.</summary>
    internal long HeaderOffset => IsLarge ? Large.HeaderOffset : _offset;

    /// <summary>The earliest the entry can end: the local header's extra fields are not known yet.</summary>
    internal long MinEnd => HeaderOffset + LocalHeaderLength + _nameLength + PackedSize;

    /// <summary>Where the next entry or the central directory starts, or less of it where that is far. Set once, before anything is read.</summary>
    internal long Limit
    {
        get => IsLarge ? Large.Limit : _offset + (long)_reach;
        set
        {
            if (IsLarge) Large.Limit = value;
            else _reach = (uint)Math.Min(value - _offset, uint.MaxValue);
        }
    }

    private bool IsStored => (_flags & StoredFlag) != 0;

    private bool IsLarge => (_flags & LargeFlag) != 0;

    private EntryRange Large => _source.LargeAt(_offset);
}

/// <summary>Where an entry lies and how large it is, in numbers for any archive.</summary>
internal sealed class EntryRange(long headerOffset, long packedSize, long size)
{
    internal long HeaderOffset => headerOffset;

    internal long PackedSize => packedSize;

    internal long Size => size;

    internal long Limit { get; set; }
}
