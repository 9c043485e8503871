namespace UnionFs.Archives;

/// <summary>A compressed entry: inflated and verified as a whole at the first read, then kept as long as this object is.</summary>
internal sealed class DeflatedContent(ZipSource source, ZipEntry entry) : Content
{
    private volatile byte[][]? _pieces;

    public override long Length => entry.Size;

    internal uint Crc => entry.Crc;

    public override long AllocatedBytes => _pieces is null ? 0 : entry.Size;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        byte[][] pieces = _pieces ?? InflateOnce();
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

    private byte[][] InflateOnce()
    {
        // Only this entry's first readers wait for each other, so that eight of them inflate it once and not eight times.
        // A failure is not remembered: the disk may be back next time.
        lock (entry)
        {
            return _pieces ??= EntryData.Inflate(source, entry);
        }
    }
}
