namespace UnionFs.Archives;

/// <summary>One header block, its fields where ustar, GNU and star put them. Nothing is copied or checked before it is asked for.</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    internal const int BlockLength = 512;

    private const int ChecksumOffset = 148;
    private const int ChecksumLength = 8;
    private readonly ReadOnlySpan<byte> _block = block;

    internal ReadOnlySpan<byte> Name => Text(0, 100);

    internal ReadOnlySpan<byte> ModeField => _block.Slice(100, 8);

    internal ReadOnlySpan<byte> UidField => _block.Slice(108, 8);

    internal ReadOnlySpan<byte> GidField => _block.Slice(116, 8);

    internal ReadOnlySpan<byte> SizeField => _block.Slice(124, 12);

    internal ReadOnlySpan<byte> ModifyTimeField => _block.Slice(136, 12);

    internal byte Type => _block[156];

    internal ReadOnlySpan<byte> LinkName => Text(157, 100);

    internal ReadOnlySpan<byte> MajorField => _block.Slice(329, 8);

    internal ReadOnlySpan<byte> MinorField => _block.Slice(337, 8);

    /// <summary>What stands before <see cref="Name"/> and a slash. GNU has other things in its place, star a shorter one.</summary>
    internal ReadOnlySpan<byte> Prefix => !IsUstar ? default : Text(345, _block[508..].SequenceEqual("tar\0"u8) ? 131 : 155);

    /// <summary>The first four ranges of an old GNU sparse file.</summary>
    internal ReadOnlySpan<byte> SparseMap => _block.Slice(386, 4 * 24);

    /// <summary>Whether blocks with more ranges follow.</summary>
    internal bool SparseGoesOn => _block[482] != 0;

    internal ReadOnlySpan<byte> SparseRealSizeField => _block.Slice(483, 12);

    internal bool IsZero => !_block.ContainsAnyExcept((byte)0);

    /// <summary>Whether this is more than the Unix v7 header, which has neither devices nor a prefix.</summary>
    internal bool HasMagic => _block.Slice(257, 5).SequenceEqual("ustar"u8);

    private bool IsUstar => _block.Slice(257, 6).SequenceEqual("ustar\0"u8);

    /// <summary>The sum of all bytes with the checksum itself as spaces; ancient tars on machines with signed characters summed those.</summary>
    internal bool HasValidChecksum()
    {
        if (!TarNumber.TryParse(_block.Slice(ChecksumOffset, ChecksumLength), out long stored)) return false;
        long unsigned = ChecksumLength * ' ', signed = unsigned;
        for (int i = 0; i < BlockLength; i++)
        {
            if (i == ChecksumOffset) i += ChecksumLength;
            unsigned += _block[i];
            signed += (sbyte)_block[i];
        }
        return stored == unsigned || stored == signed;
    }

    private ReadOnlySpan<byte> Text(int offset, int length)
    {
        ReadOnlySpan<byte> field = _block.Slice(offset, length);
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
