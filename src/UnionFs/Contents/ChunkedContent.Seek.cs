namespace UnionFs;

internal sealed partial class ChunkedContent
{
    /// <summary>A stored chunk is data to its end, though the tail that its array lacks is zeros; the base says for itself.</summary>
    protected internal override long FindData(long offset) => Seek(offset, data: true);

    protected internal override long FindHole(long offset) => Seek(offset, data: false) is >= 0 and var hole ? hole : _length;

    private long Seek(long offset, bool data)
    {
        if (offset >= _length) return -1;
        if (_root is null) return SeekMissing(offset, _length, data);
        long found = Seek(_root, _height, 0, offset, data);
        if (found >= 0) return found;
        long from = Math.Max(offset, StartOf(1L << (FanShift * _height)));
        return from < _length ? SeekMissing(from, _length, data) : -1;
    }

    /// <summary>In the subtree whose first chunk is <paramref name="first"/>; -1 if there is nothing of the kind.</summary>
    private long Seek(object? node, int height, long first, long offset, bool data)
    {
        long from = Math.Max(offset, StartOf(first));
        long end = StartOf(first + (1L << (FanShift * height)));
        if (from >= end) return -1;
        if (node is null) return SeekMissing(from, end, data);
        if (node is byte[] chunk) return chunk.Length > 0 == data ? from : -1;
        if (node is PatchedChunk patched) return SeekPatched(patched, StartOf(first), from, end, data);
        var slots = (object?[])node;
        for (int slot = 0; slot < Fan; slot++)
        {
            long found = Seek(slots[slot], height - 1, first + ((long)slot << (FanShift * (height - 1))), offset, data);
            if (found >= 0) return found;
        }
        return -1;
    }

    private long SeekPatched(PatchedChunk chunk, long start, long from, long end, bool data)
    {
        if (chunk.Under is { Length: > 0 }) return data ? from : -1;
        while (from < end)
        {
            int index = (int)(from - start) >> PatchedChunk.PageShift;
            long next = Math.Min(end, start + ((index + 1L) << PatchedChunk.PageShift));
            if (chunk.Pages[index] is not { } page)
            {
                if (chunk.Under is null ? SeekMissing(from, next, data) is >= 0 and var found : !data && (found = from) >= 0) return found;
            }
            else if (page.Length > 0 == data)
            {
                return from;
            }
            from = next;
        }
        return -1;
    }

    private long SeekMissing(long from, long end, bool data)
    {
        if (from >= _baseLength) return data ? -1 : from;
        long found = data ? _base!.FindData(from) : Math.Min(_base!.FindHole(from), _baseLength);
        return found < end && (!data || found < _baseLength) ? found : -1;
    }

    /// <summary>Where a chunk starts, or the length if it lies past that.</summary>
    private long StartOf(long index) => index >= ChunksIn(_length) ? _length : index << ChunkShift;

    /// <summary>How many chunks that many bytes reach into.</summary>
    private static long ChunksIn(long length) => length == 0 ? 0 : ((length - 1) >> ChunkShift) + 1;
}
