namespace UnionFs.Archives;

/// <summary>
/// The bytes of an entry. The first read of a stored one goes through it once to verify it; from then on a read is a read of the archive at an offset, and no
/// bytes are kept. A deflated one is inflated and verified as a whole, and kept as long as this object is, or as the cache keeps it.
/// </summary>
internal sealed partial class ZipEntry
{
    /// <summary>Bytes from the header to the limit.</summary>
    private uint _reach;

    /// <summary>Bytes from the header to the verified bytes of a stored entry; 0 until they are.</summary>
    private int _verified;

    private volatile byte[][]? _pieces;

    private volatile bool _wasRead;

    public override long Length => Size;

    public override long AllocatedBytes => _pieces is null ? 0 : Size;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        if (IsStored) _source.Read(HeaderOffset + StartOnce() + offset, destination, Name);
        else Copy(_pieces ?? InflateOnce(), offset, destination);
        _wasRead = true;
    }

    /// <summary>What is inflated, or mapped, goes to the reader without a copy; no cache takes it away from who holds it.</summary>
    protected override ReadOnlyMemory<byte> MemoryAt(long offset)
    {
        _wasRead = true;
        if (IsStored) return _source.MemoryAt(HeaderOffset + StartOnce() + offset, Size - offset);
        (long index, long within) = Math.DivRem(offset, EntryData.PieceLength);
        return (_pieces ?? InflateOnce())[index].AsMemory((int)within);
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

    private int StartOnce()
    {
        if (Volatile.Read(ref _verified) is > 0 and var known) return known;
        // Only this entry's first readers wait for each other. A failure is not remembered: the disk may be back next time.
        lock (this)
        {
            if (_verified == 0) Volatile.Write(ref _verified, (int)(EntryData.Verify(_source, this) - HeaderOffset));
            return _verified;
        }
    }

    private byte[][] InflateOnce()
    {
        // Only this entry's first readers wait for each other, so that eight of them inflate it once and not eight times.
        // A failure is not remembered: the disk may be back next time.
        lock (this)
        {
            if (_pieces is { } known) return known;
            byte[][] pieces = EntryData.Inflate(_source, this);
            _pieces = pieces;
            _source.Cache?.Keep(this);
            return pieces;
        }
    }
}
