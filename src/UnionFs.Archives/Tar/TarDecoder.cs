namespace UnionFs.Archives;

/// <summary>
/// Turns header blocks into entries, and reads nothing itself: who drives it gives it <see cref="Need"/> bytes from
/// <see cref="Position"/> on, again and again. So one decoder serves a pipe and a file that is read at offsets.
/// </summary>
internal sealed partial class TarDecoder(string archive, TarLimits limits, Action<TarWarning>? onWarning)
{
    private enum Expected
    {
        Header,
        Extension,
        OldSparseBlock,
        SparseMapBlock,
    }

    private const int BlockLength = TarHeader.BlockLength;

    private readonly byte[] _header = new byte[BlockLength];
    private Expected _expected = Expected.Header;
    private bool _sawZeroBlock;
    private TarEntry? _last;
    private int _lastPadding;
    private long _entries;
    private long _totalBytes;

    // What the extended headers before the next entry have said.
    private long _start = -1;
    private long _extendedBytes;
    private int _extensionLength;
    private byte _extension;
    private byte[]? _longName;
    private byte[]? _longLink;
    private PaxRecords? _pax;

    // A sparse file whose map is not complete yet.
    private readonly List<TarExtent> _extents = [];
    private SparseMapText? _mapText;
    private long _mapBytes;

    /// <summary>Where the next bytes lie.</summary>
    internal long Position { get; private set; }

    /// <summary>How many bytes from there are needed: whole blocks, never more than the limit for headers.</summary>
    internal int Need { get; private set; } = BlockLength;

    /// <summary>Whether the two zero blocks at the end have been seen; what follows is no part of the archive.</summary>
    internal bool Ended { get; private set; }

    /// <summary>Takes the bytes that were needed. An entry if they completed one; its data is skipped already.</summary>
    /// <exception cref="TarException">The archive is refused.</exception>
    internal TarEntry? Take(ReadOnlySpan<byte> bytes)
    {
        long position = Position;
        Position += bytes.Length;
        Need = BlockLength;
        switch (_expected)
        {
            case Expected.Header:
                return TakeHeader(bytes, position);
            case Expected.Extension:
                _expected = Expected.Header;
                TakeExtension(bytes[.._extensionLength]);
                return null;
            case Expected.OldSparseBlock:
                return TakeOldSparse(bytes[..504], goesOn: bytes[504] != 0);
            default:
                return TakeSparseMap(bytes);
        }
    }

    /// <summary>Says that the input ended <paramref name="available"/> bytes after <see cref="Position"/>, which is fewer than needed.</summary>
    /// <exception cref="TarException">It may not end there.</exception>
    internal void TakeEnd(long available)
    {
        // An archive without zero blocks is complete all the same, and without the last entry's padding too (umoci's insert writes such): Go's reader takes both.
        Ended = true;
        if (available < 0 && available >= -_lastPadding) return;
        if (available < 0) throw new TarException(archive, _last!.Name, _last.HeaderOffset, "the archive ends within its data");
        if (available > 0 || _expected != Expected.Header) throw Bad(null, "the archive ends within a header");
        if (_start >= 0) throw Bad(null, "an extended header without an entry");
    }

    internal TarException Bad(byte[]? name, string reason)
    {
        string? shown = name is null ? null : NameEncoding.Decode(name.AsSpan(0, Math.Min(name.Length, 4 * limits.MaxComponentBytes)));
        return new TarException(archive, shown, _start >= 0 ? _start : Position, reason);
    }

    private TarEntry? TakeHeader(ReadOnlySpan<byte> bytes, long position)
    {
        var header = new TarHeader(bytes);
        if (header.IsZero)
        {
            if (_start >= 0) throw Bad(null, "an extended header without an entry");
            Ended = _sawZeroBlock;
            _sawZeroBlock = true;
            return null;
        }
        if (_start < 0) _start = position;
        if (!header.HasValidChecksum()) throw Bad(null, position == 0 ? "not a tar archive: the first header has no valid checksum" : "a header's checksum is wrong");
        if (_sawZeroBlock) throw Bad(header.Name.ToArray(), "it follows a single zero block, where some readers stop");
        if (header.Type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K')
        {
            ExpectExtension(header);
            return null;
        }
        bytes.CopyTo(_header);
        _extents.Clear();
        _mapBytes = 0;
        if (header.Type == 'S') return TakeOldSparse(header.SparseMap, header.SparseGoesOn);
        if (_pax?.Sparse is { HasMapInData: true } && header.Type is (byte)'0' or 0)
        {
            _mapText = new SparseMapText();
            ExpectSparseMap();
            return null;
        }
        return Complete(new TarHeader(_header));
    }

    private void ExpectExtension(TarHeader header)
    {
        string what = header.Type switch
        {
            (byte)'L' => "a long name",
            (byte)'K' => "a long link name",
            _ => "a PAX header",
        };
        if (!TarNumber.TryParse(header.SizeField, out long size) || size < 0) throw Bad(NameOf(header), $"{what} has no valid size");
        Charge(size, what);
        _extension = header.Type;
        _extensionLength = (int)size;
        if (size == 0)
        {
            TakeExtension(default);
            return;
        }
        _expected = Expected.Extension;
        Need = (int)Padded(size);
    }

    private void TakeExtension(ReadOnlySpan<byte> bytes)
    {
        switch (_extension)
        {
            case (byte)'L':
                _longName = Terminated(bytes, "a long name");
                break;
            case (byte)'K':
                _longLink = Terminated(bytes, "a long link name");
                break;
            case (byte)'x':
                // Of two headers for one entry the last counts, alone, as in Go's reader.
                _pax = PaxRecords.Parse(bytes, out string? problem) ?? throw Bad(_longName, problem!);
                break;
            default:
                onWarning?.Invoke(new TarWarning(null, _start, "a global PAX header was ignored"));
                if (_longName is null && _longLink is null && _pax is null) ForgetExtensions();
                break;
        }
    }

    private byte[] Terminated(ReadOnlySpan<byte> bytes, string what)
    {
        ReadOnlySpan<byte> text = bytes.TrimEnd((byte)0);
        return text.Contains((byte)0) ? throw Bad(null, $"{what} has a NUL inside") : text.ToArray();
    }

    private TarEntry? TakeOldSparse(ReadOnlySpan<byte> records, bool goesOn)
    {
        var header = new TarHeader(_header);
        _expected = Expected.Header;
        if (!SparseMap.TryAdd(_extents, records)) throw Bad(NameOf(header), "its sparse map has a bad number");
        if (!goesOn) return Complete(header);
        _expected = Expected.OldSparseBlock;
        Charge(BlockLength, "a sparse map");
        return null;
    }

    private void ExpectSparseMap()
    {
        _expected = Expected.SparseMapBlock;
        Charge(BlockLength, "a sparse map");
    }

    private TarEntry? TakeSparseMap(ReadOnlySpan<byte> block)
    {
        _mapBytes += block.Length;
        if (!_mapText!.TryTake(block)) throw Bad(NameOf(new TarHeader(_header)), "its sparse map is malformed");
        if (!_mapText.IsComplete)
        {
            ExpectSparseMap();
            return null;
        }
        _expected = Expected.Header;
        _extents.AddRange(_mapText.Extents);
        _mapText = null;
        return Complete(new TarHeader(_header));
    }

    /// <summary>All extended headers of one entry count together, so that a chain of small ones is no way around the limit.</summary>
    private void Charge(long size, string what)
    {
        if (size > limits.MaxHeaderBytes - _extendedBytes)
            throw Bad(_pax?.Path ?? _longName, $"{what} of {size} bytes; all extended headers of an entry may have {limits.MaxHeaderBytes}");
        _extendedBytes += size + BlockLength;
    }

    private void ForgetExtensions()
    {
        (_start, _extendedBytes) = (-1, 0);
        (_longName, _longLink, _pax) = (null, null, null);
    }

    private static long Padded(long size) => (size + BlockLength - 1) & ~(BlockLength - 1L);
}
