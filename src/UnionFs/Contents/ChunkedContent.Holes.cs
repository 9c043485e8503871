namespace UnionFs;

internal sealed partial class ChunkedContent
{
    /// <summary>
    /// <paramref name="content"/> with a range, as far as it lies within the content, that reads as zeros and holds no memory: chunks that it covers are let go,
    /// at most two that it covers in part are copied. Costs the chunks let go and the height of the tree, whatever the range and the base.
    /// </summary>
    /// <exception cref="IOException">A lazy source that a partly covered chunk needs fails.</exception>
    internal static Content Punch(Content content, long offset, long length)
    {
        if (length <= 0 || offset >= content.Length) return content;
        long end = length > content.Length - offset ? content.Length : offset + length;
        if (offset == 0 && end == content.Length) return new ChunkedContent(end, null, 0, 0, null, 0);
        if (content is MemoryContent { Length: <= SmallSize } small)
        {
            byte[] whole = small.Bytes.ToArray();
            whole.AsSpan((int)offset, (int)(end - offset)).Clear();
            return new MemoryContent(whole);
        }
        return AsChunked(content).Punched(offset, end);
    }

    private ChunkedContent Punched(long offset, long end)
    {
        // A range that reaches the end of the base only makes less of it show.
        long baseLength = end >= _baseLength ? Math.Min(_baseLength, offset) : _baseLength;
        (object? root, int height) = offset < baseLength ? Grown((end - 1) >> ChunkShift) : (_root, _height);
        long stored = _stored;

        long from = ChunksIn(offset);
        long to = end == _length ? ChunksIn(end) : end >> ChunkShift;
        if (from < to) root = MakeHole(root, height, 0, new HoleRange(from, to, ChunksIn(baseLength)), ref stored);
        if (from > to || offset >> ChunkShift < from) root = ClearPart(root, height, offset >> ChunkShift, offset, end, baseLength, ref stored);
        if (from <= to && to << ChunkShift < end && to < ChunksIn(_length)) root = ClearPart(root, height, to, offset, end, baseLength, ref stored);
        return new ChunkedContent(_length, root, height, stored, _base, baseLength);
    }

    /// <summary>The chunks of a range go. Where the base would show instead, a hole is put in the highest places that the range covers.</summary>
    private static object? MakeHole(object? node, int height, long first, in HoleRange range, ref long stored)
    {
        long after = first + (1L << (FanShift * height));
        if (first >= range.To || after <= range.From || node is byte[] { Length: 0 }) return node;
        if (node is null && first >= range.BaseChunks) return null;
        if (range.From <= first && after <= range.To)
        {
            stored -= Stored(node);
            return first < range.BaseChunks ? Hole : null;
        }
        object?[] slots = CopySlots(node);
        bool isEmpty = true;
        for (int slot = 0; slot < Fan; slot++)
        {
            slots[slot] = MakeHole(slots[slot], height - 1, first + ((long)slot << (FanShift * (height - 1))), range, ref stored);
            isEmpty &= slots[slot] is null;
        }
        return isEmpty ? null : slots;
    }

    /// <summary>Clears what a range covers of one chunk.</summary>
    private object? ClearPart(object? root, int height, long index, long offset, long end, long baseLength, ref long stored)
    {
        long start = index << ChunkShift;
        int from = (int)Math.Max(0, offset - start);
        int to = (int)Math.Min(ChunkSize, end - start);
        object? chunk = FindNode(index);
        byte[]? array = chunk as byte[];
        if (array is null ? chunk is null && start + from >= baseLength || IsHole(start + from, start + to) : array.Length <= from) return root;
        object cleared;
        if (array is not null && PatchedChunk.Whole(from) + PatchedChunk.PageSize > Math.Min(to, array.Length))
        {
            byte[] copy = to >= array.Length ? array[..from] : array.AsSpan().ToArray();
            if (to < copy.Length) copy.AsSpan(from, to - from).Clear();
            cleared = copy;
        }
        else
        {
            // Only what is in pages of its own can be let go.
            byte[]? under = array ?? (chunk as PatchedChunk)?.Under;
            byte[]?[] pages = PagesOf(chunk as PatchedChunk, under, (int)Math.Min(ChunkSize, _length - start));
            ClearPages(pages, start, from, to);
            cleared = new PatchedChunk(under is null ? null : Hole, pages);
        }
        stored += Stored(cleared) - Stored(chunk);
        return SetChunk(root, height, index, cleared);
    }

    private bool IsHole(long offset, long end) => FindData(offset) is var data && (data < 0 || data >= end);

    /// <summary>The pages of a chunk, with copies of what lies under them.</summary>
    private static byte[]?[] PagesOf(PatchedChunk? chunk, byte[]? under, int shown)
    {
        var pages = new byte[]?[PatchedChunk.Count];
        for (int i = 0; i < pages.Length; i++)
        {
            int start = i << PatchedChunk.PageShift, end = Math.Min(Math.Min(shown, start + PatchedChunk.PageSize), under?.Length ?? 0);
            pages[i] = chunk?.Pages[i] ?? (start < end ? under![start..end] : null);
        }
        return pages;
    }

    /// <summary>Pages that a range covers, as far as they show, become holes; of others the part is cleared.</summary>
    private void ClearPages(byte[]?[] pages, long chunkOffset, int from, int to)
    {
        for (int at = from; at < to;)
        {
            int index = at >> PatchedChunk.PageShift, pageStart = index << PatchedChunk.PageShift;
            int shown = (int)Math.Clamp(_length - chunkOffset - pageStart, 0, PatchedChunk.PageSize);
            int end = Math.Min(to - pageStart, shown);
            byte[] page = Hole;
            if (at > pageStart || end < shown)
            {
                page = new byte[shown];
                ReadExactly(chunkOffset + pageStart, page);
                page.AsSpan(at - pageStart, end - (at - pageStart)).Clear();
            }
            pages[index] = page;
            at = pageStart + PatchedChunk.PageSize;
        }
    }

    /// <summary>Chunks to let go, and how many the base reaches into.</summary>
    private readonly record struct HoleRange(long From, long To, long BaseChunks);
}
