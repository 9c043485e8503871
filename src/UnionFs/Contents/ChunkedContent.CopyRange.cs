using System.Buffers;

namespace UnionFs;

internal sealed partial class ChunkedContent
{
    /// <summary>
    /// <paramref name="target"/> with a range of <paramref name="source"/>, as far as that reaches, at <paramref name="targetOffset"/>; grown if the
    /// range ends past it. Holes stay holes. Where both offsets are equal modulo <see cref="ChunkSize"/>, whole chunks are shared and not copied, except
    /// those of a base: their bytes become chunks, unless both show that base at the same place or the copy begins both files and covers the target.
    /// </summary>
    /// <exception cref="IOException">A lazy source that has to be read fails.</exception>
    internal static Content CopyRange(Content source, long sourceOffset, Content target, long targetOffset, long length) =>
        CopyRange(source, sourceOffset, target, targetOffset, length, long.MaxValue)!;

    /// <summary>The same, or null as soon as more than <paramref name="most"/> bytes had to be copied: a lazy source may have more than there is memory.</summary>
    internal static Content? CopyRange(Content source, long sourceOffset, Content target, long targetOffset, long length, long most)
    {
        length = Math.Min(length, source.Length - sourceOffset);
        if (length <= 0) return target;
        if (sourceOffset == 0 && targetOffset == 0 && length >= target.Length) return Resize(source, length);
        if (((sourceOffset - targetOffset) & (ChunkSize - 1)) != 0) return CopyBytes(source, sourceOffset, target, targetOffset, length, most);

        long head = Math.Min(length, -targetOffset & (ChunkSize - 1));
        if (CopyBytes(source, sourceOffset, target, targetOffset, head, most) is not { } begun) return null;
        target = begun;
        (sourceOffset, targetOffset, length) = (sourceOffset + head, targetOffset + head, length - head);

        // The last chunk of the source may be short; it becomes the last of the target as it is.
        bool endsBoth = sourceOffset + length == source.Length && targetOffset + length >= target.Length;
        long whole = endsBoth ? length : length & ~(ChunkSize - 1L);
        if (whole > 0)
        {
            ChunkedContent into = AsChunked(target);
            if (targetOffset + whole > target.Length) into = into.Sealed();
            var splice = new Splice(AsChunked(source), into, (sourceOffset - targetOffset) >> ChunkShift, targetOffset >> ChunkShift, ChunksIn(targetOffset + whole), most);
            if (splice.Run(Math.Max(target.Length, targetOffset + whole)) is not { } spliced) return null;
            target = spliced;
        }
        return CopyBytes(source, sourceOffset + whole, target, targetOffset + whole, length - whole, most);
    }

    private static Content? CopyBytes(Content source, long from, Content target, long to, long length, long most)
    {
        if (length == 0) return target;
        long end = from + length;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (from < end)
            {
                long data = source.FindData(from) is >= 0 and var found ? Math.Min(found, end) : end;
                if (data > from)
                {
                    if (to + (data - from) > target.Length) target = Resize(target, to + (data - from));
                    target = Punch(target, to, data - from);
                    (from, to) = (data, to + (data - from));
                    continue;
                }
                int count = (int)Math.Min(ChunkSize - (to & (ChunkSize - 1)), Math.Min(end, source.FindHole(from)) - from);
                if ((most -= count) < 0) return null;
                source.ReadExactly(from, buffer.AsSpan(0, count));
                target = Write(target, to, buffer.AsSpan(0, count));
                (from, to) = (from + count, to + count);
            }
            return target;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Whether the tree has one node for the subtree of that height whose first chunk is <paramref name="index"/>; a subtree taller
    /// than the tree has not, if there is anything in it.
    /// </summary>
    private bool TryFindNode(long index, int height, out object? node)
    {
        node = null;
        if (_root is null || index >> (FanShift * _height) != 0) return true;
        if (height > _height) return false;
        node = _root;
        for (int level = _height; level > height && node is object?[] slots; level--)
            node = slots[(int)(index >> (FanShift * (level - 1))) & (Fan - 1)];
        return true;
    }

    /// <summary>Puts the source's chunks <c>from + delta</c> to <c>to + delta</c> at <c>from</c> to <c>to</c> of the target, by whole subtrees where they fit.</summary>
    private sealed class Splice(ChunkedContent source, ChunkedContent target, long delta, long from, long to, long most)
    {
        private readonly long _sourceBase = ChunksIn(source._baseLength);
        private readonly long _targetBase = ChunksIn(target._baseLength);
        private long _stored = target._stored;

        internal ChunkedContent? Run(long length)
        {
            (object? root, int height) = target.Grown((length - 1) >> ChunkShift);
            root = Replaced(root, height, 0);
            if (most < 0) return null;
            return new ChunkedContent(length, root, height, _stored, target._base, target._baseLength);
        }

        private object? Replaced(object? node, int height, long first)
        {
            long after = first + (1L << (FanShift * height));
            if (first >= to || after <= from || most < 0) return node;
            if (from <= first && after <= to && (delta & (after - first - 1)) == 0 && TryShare(height, first, after, out object? shared))
            {
                _stored += Stored(shared) - Stored(node);
                return shared;
            }
            object?[] slots = CopySlots(node);
            for (int slot = 0; slot < Fan; slot++)
                slots[slot] = Replaced(slots[slot], height - 1, first + ((long)slot << (FanShift * (height - 1))));
            return slots;
        }

        /// <summary>What the source has in place of a subtree; a subtree that means something else in the target is not shared, an array always is.</summary>
        private bool TryShare(int height, long first, long after, out object? shared)
        {
            object? hole = first < _targetBase ? Hole : null;
            if (!source.TryFindNode(first + delta, height, out shared)) return false;
            if (shared is byte[] chunk)
            {
                if (chunk.Length == 0) shared = hole;
                return true;
            }
            if (shared is PatchedChunk { Under: not null }) return true;
            if (shared is not null && first + delta >= _sourceBase && first >= _targetBase) return true;
            if (shared is not (null or PatchedChunk)) return false;
            if (IsShownByBoth(after)) return true;
            if (shared is null && IsHole(first + delta, after + delta))
            {
                shared = hole;
                return true;
            }
            if (height > 0) return false;
            long start = (first + delta) << ChunkShift;
            var read = new byte[Math.Min(ChunkSize, source._length - start)];
            if ((most -= read.Length) < 0) return true;
            source.ReadExactly(start, read);
            shared = read;
            return true;
        }

        private bool IsShownByBoth(long after) =>
            delta == 0 && source._base is { } shown && ReferenceEquals(shown, target._base)
            && after <= Math.Min(source._baseLength, target._baseLength) >> ChunkShift;

        private bool IsHole(long first, long after)
        {
            if (first >= _sourceBase) return true;
            long data = source.FindData(first << ChunkShift);
            return data < 0 || data >= source.StartOf(after);
        }
    }
}
