namespace UnionFs;

/// <summary>
/// A persistent radix tree of 64 KiB chunks over an optional base, and of 4 KiB pages where a chunk was written over in part (<see cref="PatchedChunk"/>). Editing returns a new content that shares every chunk
/// it did not touch, so copy-up and snapshots copy no data whatever the size. A missing chunk shows the base as far as
/// <see cref="_baseLength"/> reaches, and is a hole (zeros that cost nothing) past it; <see cref="Hole"/> is a hole where the base has bytes.
/// The edits are a file each: <c>ChunkedContent.Edit.cs</c>, <c>.Append.cs</c>, <c>.Holes.cs</c>, <c>.CopyRange.cs</c>. What an array has past the content's
/// end means nothing (<see cref="Sealed"/>).
/// </summary>
internal sealed partial class ChunkedContent : Content
{
    // Large, so that a sequence of them is short (a segment of 64 bytes each), and below what the collector treats as a large object.
    internal const int ChunkShift = 16;
    internal const int ChunkSize = 1 << ChunkShift;

    /// <summary>A file up to this is one array, copied whole by every edit.</summary>
    internal const int SmallSize = 16 << 10;

    /// <summary>A chunk counts at least this, however short it is: a byte far out costs branches of up to 3 KB beside itself.</summary>
    internal const int LeastStored = 16 << 10;

    // 32 slots a node: a path to one page of a 1 GiB file copies three nodes of 280 bytes beside the page.
    private const int FanShift = 5;
    private const int Fan = 1 << FanShift;

    private static readonly byte[] Zeros = new byte[ChunkSize];

    /// <summary>A chunk without bytes, so it reads as zeros. In the place of a branch it stands for every chunk below.</summary>
    private static readonly byte[] Hole = [];

    private readonly long _length;
    private readonly object? _root; // null, Hole, byte[] or PatchedChunk at height 0, object?[Fan] above
    private readonly int _height;
    private readonly Content? _base;
    private readonly long _baseLength;
    private readonly long _stored; // what all chunks count, kept along with every edit
    private readonly Tail? _tail;

    private ChunkedContent(long length, object? root, int height, long stored, Content? @base, long baseLength, Tail? tail = null)
    {
        _tail = tail;
        _length = length;
        _root = root;
        _height = height;
        _stored = stored;
        _base = baseLength > 0 ? @base : null;
        _baseLength = _base is null ? 0 : baseLength;
    }

    public override long Length => _length;

    public override long AllocatedBytes => StoredBytes;

    internal override long StoredBytes => _stored + (_base is MemoryContent ? _baseLength : 0);

    /// <summary>What <see cref="AllocatedBytes"/> has to be, by visiting every chunk.</summary>
    internal long CountAllocatedBytes() => Stored(_root) + (_base is MemoryContent ? _baseLength : 0);

    /// <summary>Bytes as content: one exact array up to a chunk, a tree above.</summary>
    internal static Content FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return Empty;
        return bytes.Length <= ChunkSize ? new MemoryContent(bytes.ToArray()) : Write(Empty, 0, bytes);
    }

    protected internal override void ReadExactly(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int start = (int)(offset & (ChunkSize - 1));
            Span<byte> part = destination[..Math.Min(destination.Length, ChunkSize - start)];
            object? node = FindNode(offset >> ChunkShift);
            if (node is byte[] chunk) ReadChunk(chunk, start, part);
            else if (node is PatchedChunk patched) ReadPatched(patched, offset, part);
            else ReadMissing(offset, part);
            offset += part.Length;
            destination = destination[part.Length..];
        }
    }

    internal override void AppendTo(SequenceBuilder segments, long offset, long count)
    {
        while (count > 0)
        {
            int start = (int)(offset & (ChunkSize - 1));
            int part = (int)Math.Min(count, ChunkSize - start);
            object? node = FindNode(offset >> ChunkShift);
            if (node is byte[] chunk) AppendChunk(segments, chunk, start, part);
            else if (node is PatchedChunk patched) AppendPatched(segments, patched, offset, part);
            else AppendMissing(segments, offset, part);
            offset += part;
            count -= part;
        }
    }

    /// <summary>A chunk array may be shorter than a chunk; what it lacks is zeros.</summary>
    private static void ReadChunk(byte[] chunk, int start, Span<byte> destination)
    {
        int stored = Math.Clamp(chunk.Length - start, 0, destination.Length);
        chunk.AsSpan(Math.Min(start, chunk.Length), stored).CopyTo(destination);
        destination[stored..].Clear();
    }

    private void ReadMissing(long offset, Span<byte> destination)
    {
        int fromBase = (int)Math.Clamp(_baseLength - offset, 0, destination.Length);
        if (fromBase > 0) _base!.ReadExactly(offset, destination[..fromBase]);
        destination[fromBase..].Clear();
    }

    private static void AppendChunk(SequenceBuilder segments, byte[] chunk, int start, int count)
    {
        int stored = Math.Clamp(chunk.Length - start, 0, count);
        if (stored > 0) segments.Append(chunk.AsMemory(start, stored));
        segments.Append(Zeros.AsMemory(0, count - stored));
    }

    private void AppendMissing(SequenceBuilder segments, long offset, int count)
    {
        int fromBase = (int)Math.Clamp(_baseLength - offset, 0, count);
        if (fromBase > 0) _base!.AppendTo(segments, offset, fromBase);
        segments.Append(Zeros.AsMemory(0, count - fromBase));
    }

    private void ReadPatched(PatchedChunk chunk, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            (byte[]? array, int start, int count) = Piece(chunk, offset, destination.Length);
            if (array is not null) ReadChunk(array, start, destination[..count]);
            else ReadMissing(offset, destination[..count]);
            offset += count;
            destination = destination[count..];
        }
    }

    private void AppendPatched(SequenceBuilder segments, PatchedChunk chunk, long offset, int length)
    {
        while (length > 0)
        {
            (byte[]? array, int start, int count) = Piece(chunk, offset, length);
            if (array is not null) AppendChunk(segments, array, start, count);
            else AppendMissing(segments, offset, count);
            offset += count;
            length -= count;
        }
    }

    /// <summary>From which array, if from one, as many of the next bytes come as come from one place.</summary>
    private static (byte[]? Array, int Start, int Count) Piece(PatchedChunk chunk, long offset, int most)
    {
        int at = (int)(offset & (ChunkSize - 1)), index = at >> PatchedChunk.PageShift;
        int start = at & (PatchedChunk.PageSize - 1);
        if (chunk.Pages[index] is { } page) return (page, start, Math.Min(most, PatchedChunk.PageSize - start));
        int end = index + 1;
        while (end < PatchedChunk.Count && chunk.Pages[end] is null) end++;
        return (chunk.Under, at, Math.Min(most, (end << PatchedChunk.PageShift) - at));
    }

    /// <summary>The chunk, or null where the base or nothing shows.</summary>
    private object? FindNode(long index)
    {
        if (_root is null || index >> (FanShift * _height) != 0) return null;
        object? node = _root;
        for (int level = _height; level > 0 && node is object?[] slots; level--)
            node = slots[(int)(index >> (FanShift * (level - 1))) & (Fan - 1)];
        return node;
    }

    /// <summary>A branch of one's own with the slots of <paramref name="node"/>, which may be missing or a hole.</summary>
    private static object?[] CopySlots(object? node)
    {
        var copy = new object?[Fan];
        if (node is object?[] slots) Array.Copy(slots, copy, Fan);
        else if (node is not null) Array.Fill(copy, node);
        return copy;
    }

    /// <summary>What a subtree counts: the pages of its arrays, see <see cref="LeastStored"/> and <see cref="PatchedChunk.Stored"/>.</summary>
    private static long Stored(object? node)
    {
        switch (node)
        {
            case byte[] { Length: > 0 } chunk:
                return Math.Max(LeastStored, PatchedChunk.Whole(chunk.Length));
            case PatchedChunk patched:
                return patched.Stored is > 0 and var pages ? Math.Max(LeastStored, pages) : 0;
            case object?[] slots:
                long sum = 0;
                foreach (object? slot in slots) sum += Stored(slot);
                return sum;
            default:
                return 0;
        }
    }
}
