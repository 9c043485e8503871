namespace UnionFs;

internal sealed partial class ChunkedContent
{
    /// <summary>
    /// <paramref name="content"/> with <paramref name="bytes"/> at <paramref name="offset"/>, grown if they end past it; a gap becomes a hole.
    /// Copies the bytes, and at most two partly covered pages or chunks. A file that grows gets room to spare as long as it counts no more than <paramref name="most"/> then.
    /// </summary>
    internal static Content Write(Content content, long offset, ReadOnlySpan<byte> bytes, long most = long.MaxValue)
    {
        if (bytes.IsEmpty) return content;
        long end = offset + bytes.Length;
        long length = Math.Max(content.Length, end);
        if (length <= SmallSize && content is MemoryContent small)
        {
            var whole = new byte[length];
            small.Bytes.Span.CopyTo(whole);
            bytes.CopyTo(whole.AsSpan((int)offset));
            return new MemoryContent(whole);
        }

        ChunkedContent source = AsChunked(content);
        bool appends = offset == source._length && source._length >= SmallSize;
        if (appends && source.TryAppendInPlace(bytes) is { } appended) return appended;
        if (offset > source._length) source = source.Sealed();
        (object? root, int height) = source.Grown((length - 1) >> ChunkShift);
        long stored = source._stored;
        Tail? tail = null;
        while (!bytes.IsEmpty)
        {
            int start = (int)(offset & (ChunkSize - 1));
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, ChunkSize - start)];
            object? before = source.FindNode(offset >> ChunkShift);
            object chunk;
            if (appends && part.Length == bytes.Length && start + part.Length < ChunkSize)
            {
                tail = source.NewTail(offset - start, start, part, most - (source.StoredBytes - source._stored) - (stored - Stored(before)));
                chunk = tail.Chunk;
            }
            else
            {
                chunk = source.EditedChunk(before, offset - start, start, part);
            }
            stored += Stored(chunk) - Stored(before);
            root = SetChunk(root, height, offset >> ChunkShift, chunk);
            offset += part.Length;
            bytes = bytes[part.Length..];
        }
        return new ChunkedContent(length, root, height, stored, source._base, source._baseLength, tail);
    }

    /// <summary><paramref name="content"/> cut or grown (with a hole) to <paramref name="length"/>. Copies at most one chunk.</summary>
    internal static Content Resize(Content content, long length)
    {
        if (length == content.Length) return content;
        if (length == 0) return Empty;
        if (length <= SmallSize && content is MemoryContent { Length: > 0 } small)
        {
            var whole = new byte[length];
            small.Bytes.Span[..(int)Math.Min(length, small.Length)].CopyTo(whole);
            return new MemoryContent(whole);
        }

        ChunkedContent source = AsChunked(content);
        if (length > source._length)
        {
            source = source.Sealed();
            (object? grown, int grownHeight) = source.Grown((length - 1) >> ChunkShift);
            return new ChunkedContent(length, grown, grownHeight, source._stored, source._base, source._baseLength);
        }
        long stored = source._stored;
        object? root = Cut(source._root, source._height, length, ref stored);
        return new ChunkedContent(length, root, source._height, stored, source._base, Math.Min(source._baseLength, length));
    }

    internal static ChunkedContent AsChunked(Content content) =>
        content as ChunkedContent ?? (content is MemoryContent { Length: <= SmallSize } small
            ? new ChunkedContent(small.Length, small.Length == 0 ? null : small.Bytes.ToArray(), 0, small.Length == 0 ? 0 : LeastStored, null, 0)
            : new ChunkedContent(content.Length, null, 0, 0, content, content.Length));

    /// <summary>A chunk with <paramref name="part"/> at <paramref name="start"/>: copied whole where that is little or most of it changes, else its pages.</summary>
    private object EditedChunk(object? chunk, long chunkOffset, int start, ReadOnlySpan<byte> part)
    {
        int stored = (int)Math.Clamp(_length - chunkOffset, 0, ChunkSize);
        int end = Math.Max(stored, start + part.Length);
        if (part.Length == end) return part.ToArray();
        if (end <= SmallSize || part.Length > SmallSize) return EditedWhole(chunkOffset, start, part, stored, end);
        var patched = new PatchedChunk(chunk as byte[] ?? (chunk as PatchedChunk)?.Under, EditedPages(chunk as PatchedChunk, chunkOffset, start, part, stored));
        return patched.HasTooManyPages ? EditedWhole(chunkOffset, start, part, stored, end) : patched;
    }

    /// <summary>In an array of <paramref name="length"/> bytes; what follows the end of both is left as it comes.</summary>
    private byte[] EditedWhole(long chunkOffset, int start, ReadOnlySpan<byte> part, int stored, int length)
    {
        byte[] chunk = GC.AllocateUninitializedArray<byte>(length);
        int head = Math.Min(start, stored), after = start + part.Length;
        if (head > 0) ReadExactly(chunkOffset, chunk.AsSpan(0, head));
        chunk.AsSpan(head, start - head).Clear();
        part.CopyTo(chunk.AsSpan(start));
        if (stored > after) ReadExactly(chunkOffset + after, chunk.AsSpan(after, stored - after));
        return chunk;
    }

    private byte[]?[] EditedPages(PatchedChunk? before, long chunkOffset, int start, ReadOnlySpan<byte> part, int stored)
    {
        byte[]?[] pages = before is null ? new byte[]?[PatchedChunk.Count] : [.. before.Pages];
        while (!part.IsEmpty)
        {
            int inPage = start & (PatchedChunk.PageSize - 1), pageStart = start - inPage;
            ReadOnlySpan<byte> piece = part[..Math.Min(part.Length, PatchedChunk.PageSize - inPage)];
            int shown = Math.Clamp(stored - pageStart, 0, PatchedChunk.PageSize);
            pages[start >> PatchedChunk.PageShift] = piece.Length == PatchedChunk.PageSize
                ? piece.ToArray() : EditedWhole(chunkOffset + pageStart, inPage, piece, shown, Math.Max(shown, inPage + piece.Length));
            start += piece.Length;
            part = part[piece.Length..];
        }
        return pages;
    }

    /// <summary>The tree made tall enough for chunk <paramref name="lastIndex"/>.</summary>
    private (object? Root, int Height) Grown(long lastIndex)
    {
        object? root = _root;
        int height = _height;
        for (; lastIndex >> (FanShift * height) != 0; height++)
        {
            if (root is null) continue;
            var node = new object?[Fan];
            node[0] = root;
            root = node;
        }
        return (root, height);
    }

    private static object SetChunk(object? node, int height, long index, object chunk)
    {
        if (height == 0) return chunk;
        object?[] copy = CopySlots(node);
        int slot = (int)(index >> (FanShift * (height - 1))) & (Fan - 1);
        copy[slot] = SetChunk(copy[slot], height - 1, index, chunk);
        return copy;
    }

    /// <summary>The part of a subtree below <paramref name="length"/> bytes, counted from the subtree's start.</summary>
    private static object? Cut(object? node, int height, long length, ref long stored)
    {
        if (node is null) return null;
        if (length <= 0)
        {
            stored -= Stored(node);
            return null;
        }
        if (node is byte[] or PatchedChunk)
        {
            object cut = CutChunk(node, length);
            stored += Stored(cut) - Stored(node);
            return cut;
        }
        long span = (long)ChunkSize << (FanShift * (height - 1));
        if (length >> FanShift >= span) return node;
        object?[] copy = CopySlots(node);
        for (int i = 0; i < Fan; i++) copy[i] = Cut(copy[i], height - 1, i > (length - 1) / span ? 0 : length - i * span, ref stored);
        return copy;
    }

    /// <summary>A chunk, or a hole in the place of a branch, without anything past <paramref name="length"/>; the same object if there is nothing.</summary>
    private static object CutChunk(object chunk, long length) => chunk switch
    {
        byte[] array => array.Length <= length ? array : array[..(int)length],
        PatchedChunk patched when length < ChunkSize => patched.Cut((int)length),
        _ => chunk,
    };
}
