namespace UnionFs.Archives;

/// <summary>A sparse file: its ranges lie one after the other in the archive, and between them is nothing but zeros.</summary>
internal sealed class SparseContent : Content
{
    private readonly Content _archive;
    private readonly IReadOnlyList<TarExtent> _extents;

    /// <summary>Where each range starts in the archive.</summary>
    private readonly long[] _places;

    internal SparseContent(Content archive, long dataOffset, IReadOnlyList<TarExtent> extents, long length)
    {
        _archive = archive;
        _extents = extents;
        Length = length;
        _places = new long[extents.Count];
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = dataOffset;
            dataOffset += extents[i].Length;
        }
    }

    public override long Length { get; }

    public override long AllocatedBytes => 0;

    protected override long FindData(long offset)
    {
        int index = FirstEndingAfter(offset);
        return index == _extents.Count ? -1 : Math.Max(offset, _extents[index].Offset);
    }

    protected override long FindHole(long offset)
    {
        for (int index = FirstEndingAfter(offset); index < _extents.Count && _extents[index].Offset <= offset; index++)
            offset = _extents[index].Offset + _extents[index].Length;
        return offset;
    }

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        for (int index = FirstEndingAfter(offset); !destination.IsEmpty; index++)
        {
            long hole = index == _extents.Count ? destination.Length : Math.Clamp(_extents[index].Offset - offset, 0, destination.Length);
            destination[..(int)hole].Clear();
            offset += hole;
            destination = destination[(int)hole..];
            if (destination.IsEmpty) return;

            long within = offset - _extents[index].Offset;
            int count = (int)Math.Min(_extents[index].Length - within, destination.Length);
            if (_archive.Read(_places[index] + within, destination[..count]) < count)
                throw new EndOfStreamException("The archive has become shorter since it was opened.");
            offset += count;
            destination = destination[count..];
        }
    }

    private int FirstEndingAfter(long offset)
    {
        int low = 0, high = _extents.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_extents[middle].Offset + _extents[middle].Length > offset) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
