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
            if (!ReferenceEquals(first._base, second._base)) return SameRange(left, right, 0, left.Length, one, two);
            long shown = Math.Min(first._baseLength, second._baseLength);
            long shownByOne = Math.Max(first._baseLength, second._baseLength);
            if (!SameRange(left, right, shown, shownByOne - shown, one, two)) return false;
            var limits = new Limits(ChunksIn(shownByOne), ChunksIn(left.Length));
            foreach (long index in DifferentChunks(first._root, first._height, second._root, second._height, 0, limits))
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
            offset = Math.Min(DataFrom(left, offset), DataFrom(right, offset));
            if (offset >= end) return true;
            int count = (int)Math.Min(ChunkSize, end - offset);
            left.ReadExactly(offset, one.AsSpan(0, count));
            right.ReadExactly(offset, two.AsSpan(0, count));
            if (!one.AsSpan(0, count).SequenceEqual(two.AsSpan(0, count))) return false;
            offset += count;
        }
        return true;
    }

    private static long DataFrom(Content content, long offset) => content.FindData(offset) is >= 0 and var data ? data : content.Length;

    /// <summary>
    /// The indices of chunks that are not one object in both trees. A lower tree is the first slot of a higher one. Past the base
    /// a missing chunk and a hole are the same.
    /// </summary>
    private static IEnumerable<long> DifferentChunks(object? left, int leftHeight, object? right, int rightHeight, long first, Limits limits)
    {
        if (ReferenceEquals(left, right) && (left is null || leftHeight == rightHeight)) yield break;
        if (first >= limits.Base && IsEmpty(left) && IsEmpty(right)) yield break;
        int height = Math.Max(leftHeight, rightHeight);
        if (height == 0)
        {
            yield return first;
            yield break;
        }
        int below = height - 1;
        for (int slot = 0; slot < Fan; slot++)
        {
            long start = first + ((long)slot << (FanShift * below));
            if (start >= limits.All) yield break;
            object? a = leftHeight == height ? Child(left, slot) : slot == 0 ? left : null;
            object? b = rightHeight == height ? Child(right, slot) : slot == 0 ? right : null;
            foreach (long index in DifferentChunks(a, leftHeight == height ? below : leftHeight, b, rightHeight == height ? below : rightHeight, start, limits))
                yield return index;
        }
    }

    private static bool IsEmpty(object? node) => node is null or byte[] { Length: 0 };

    private static object? Child(object? node, int slot) => node is object?[] slots ? slots[slot] : node;

    /// <summary>How many chunks the base reaches into, and how many there are.</summary>
    private readonly record struct Limits(long Base, long All);
}
