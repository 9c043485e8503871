namespace UnionFs;

internal sealed partial class ChunkedContent
{
    /// <summary>
    /// <paramref name="content"/> with <paramref name="bytes"/> at <paramref name="offset"/>, grown if they end past it; a gap becomes a hole.
    /// Copies the bytes and at most two partly covered chunks.
    /// </summary>
    internal static Content Write(Content content, long offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return content;
        long end = offset + bytes.Length;
        long length = Math.Max(content.Length, end);
        if (length <= ChunkSize && content is MemoryContent small)
        {
            var whole = new byte[length];
            small.Bytes.Span.CopyTo(whole);
            bytes.CopyTo(whole.AsSpan((int)offset));
            return new MemoryContent(whole);
        }

        ChunkedContent source = AsChunked(content);
        bool appends = offset == source._length && source._length >= ChunkSize;
        if (appends && source.TryAppendInPlace(bytes) is { } appended) return appended;
        if (offset > source._length) source = source.Sealed();
        (object? root, int height) = source.Grown((length - 1) >> ChunkShift);
        long stored = source._stored;
        Tail? tail = null;
        while (!bytes.IsEmpty)
        {
            int start = (int)(offset & (ChunkSize - 1));
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, ChunkSize - start)];
            bool isTail = appends && part.Length == bytes.Length && start + part.Length < ChunkSize;
            byte[] chunk = source.EditedChunk(offset - start, start, part, isTail ? ChunkSize : 0);
            if (isTail) tail = new Tail(chunk, start + part.Length);
            stored += ChunkSize - Stored(source.FindChunk(offset >> ChunkShift));
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
        if (length <= ChunkSize && content is MemoryContent { Length: > 0 } small)
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
        content as ChunkedContent ?? (content is MemoryContent { Length: <= ChunkSize } small
            ? new ChunkedContent(small.Length, small.Length == 0 ? null : small.Bytes.ToArray(), 0, small.Length == 0 ? 0 : ChunkSize, null, 0)
            : new ChunkedContent(content.Length, null, 0, 0, content, content.Length));

    /// <summary>The chunk at <paramref name="chunkOffset"/> with <paramref name="part"/> at <paramref name="start"/>, in an array of at least <paramref name="room"/> bytes.</summary>
    private byte[] EditedChunk(long chunkOffset, int start, ReadOnlySpan<byte> part, int room)
    {
        if (part.Length == ChunkSize) return part.ToArray();
        int stored = (int)Math.Clamp(_length - chunkOffset, 0, ChunkSize);
        var chunk = new byte[Math.Max(room, Math.Max(stored, start + part.Length))];
        if (stored > 0) ReadExactly(chunkOffset, chunk.AsSpan(0, stored));
        part.CopyTo(chunk.AsSpan(start));
        return chunk;
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

    private static object SetChunk(object? node, int height, long index, byte[] chunk)
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
        if (node is byte[] chunk)
        {
            return chunk.Length <= length ? chunk : chunk[..(int)length];
        }
        long span = (long)ChunkSize << (FanShift * (height - 1));
        if (length >> FanShift >= span) return node;
        object?[] copy = CopySlots(node);
        for (int i = 0; i < Fan; i++) copy[i] = Cut(copy[i], height - 1, i > (length - 1) / span ? 0 : length - i * span, ref stored);
        return copy;
    }
}
