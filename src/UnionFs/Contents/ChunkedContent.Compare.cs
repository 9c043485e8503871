using System.Buffers;

namespace UnionFs;

internal sealed partial class ChunkedContent
{
    /// <summary>
    /// Whether two contents have the same bytes. Where one was edited from the other, only the chunks that differ are compared;
    /// what both share is not read, whatever its size.
    /// </summary>
    /// <exception cref="IOException">A lazy source that has to be read fails.</exception>
    internal static bool SameBytes(Content left, Content right)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left.Length != right.Length) return false;
        if (left is MemoryContent a && right is MemoryContent b) return a.Bytes.Span.SequenceEqual(b.Bytes.Span);

        byte[] one = ArrayPool<byte>.Shared.Rent(ChunkSize);
        byte[] two = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            if (left is not ChunkedContent && right is not ChunkedContent) return SameRange(left, right, 0, left.Length, one, two);
            ChunkedContent first = AsChunked(left);
            ChunkedContent second = AsChunked(right);
            if (!ReferenceEquals(first._base, second._base) || first._baseLength != second._baseLength)
                return SameRange(left, right, 0, left.Length, one, two);
            foreach (long index in DifferentChunks(first._root, first._height, second._root, second._height, 0))
                if (!SameRange(left, right, index << ChunkShift, ChunkSize, one, two)) return false;
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(one);
            ArrayPool<byte>.Shared.Return(two);
        }
    }

    private static bool SameRange(Content left, Content right, long offset, long length, byte[] one, byte[] two)
    {
        long end = Math.Min(left.Length, length > long.MaxValue - offset ? long.MaxValue : offset + length);
        while (offset < end)
        {
            int count = (int)Math.Min(ChunkSize, end - offset);
            left.ReadExactly(offset, one.AsSpan(0, count));
            right.ReadExactly(offset, two.AsSpan(0, count));
            if (!one.AsSpan(0, count).SequenceEqual(two.AsSpan(0, count))) return false;
            offset += count;
        }
        return true;
    }

    /// <summary>The indices of chunks that are not one object in both trees. A lower tree is the first slot of a higher one.</summary>
    private static IEnumerable<long> DifferentChunks(object? left, int leftHeight, object? right, int rightHeight, long first)
    {
        if (ReferenceEquals(left, right) && (left is null || leftHeight == rightHeight)) yield break;
        int height = Math.Max(leftHeight, rightHeight);
        if (height == 0)
        {
            yield return first;
            yield break;
        }
        for (int slot = 0; slot < Fan; slot++)
        {
            object? a = leftHeight == height ? (left as object?[])?[slot] : slot == 0 ? left : null;
            object? b = rightHeight == height ? (right as object?[])?[slot] : slot == 0 ? right : null;
            if (a is null && b is null) continue;
            int below = height - 1;
            foreach (long index in DifferentChunks(a, leftHeight == height ? below : leftHeight, b, rightHeight == height ? below : rightHeight, first + ((long)slot << (FanShift * below))))
                yield return index;
        }
    }
}
