namespace UnionFs.Archives;

/// <summary>
/// The bytes of an entry. The first read of a stored one goes through it once to verify it; from then on a read is a read of the archive at an offset, and no
/// bytes are kept. A deflated one is inflated and verified as a whole, and kept as long as this object is, or as the cache keeps it.
/// </summary>
internal sealed partial class ZipEntry
{
    /// <summary>Where the verified bytes of a stored entry start; until they are verified, less its limit, which is needed no longer then.</summary>
    private long _place;

    private volatile byte[][]? _pieces;

    private volatile bool _wasRead;

    public override long Length => Size;

    public override long AllocatedBytes => _pieces is null ? 0 : Size;

    private bool IsStored => Method == CompressionMethod.Stored;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        if (IsStored) source.Read(StartOnce() + offset, destination, Name);
        else Copy(_pieces ?? InflateOnce(), offset, destination);
        _wasRead = true;
    }

    /// <summary>Whether it was read since the last call.</summary>
    internal bool TakeChance()
    {
        bool wasRead = _wasRead;
        _wasRead = false;
        return wasRead;
    }

    /// <summary>Lets the inflated bytes go; who is reading them goes on.</summary>
    internal void Forget() => _pieces = null;

    private static void Copy(byte[][] pieces, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            (long index, long within) = Math.DivRem(offset, EntryData.PieceLength);
            ReadOnlySpan<byte> piece = pieces[index].AsSpan((int)within);
            int count = Math.Min(piece.Length, destination.Length);
            piece[..count].CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    private long StartOnce()
    {
        if (Volatile.Read(ref _place) is > 0 and var known) return known;
        // Only this entry's first readers wait for each other. A failure is not remembered: the disk may be back next time.
        lock (this)
        {
            if (_place <= 0) Volatile.Write(ref _place, EntryData.Verify(source, this));
            return _place;
        }
    }

    private byte[][] InflateOnce()
    {
        // Only this entry's first readers wait for each other, so that eight of them inflate it once and not eight times.
        // A failure is not remembered: the disk may be back next time.
        lock (this)
        {
            if (_pieces is { } known) return known;
            byte[][] pieces = EntryData.Inflate(source, this);
            _pieces = pieces;
            source.Cache?.Keep(this);
            return pieces;
        }
    }
}
