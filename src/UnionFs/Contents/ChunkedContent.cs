namespace UnionFs;

/// <summary>
/// A persistent radix tree of 16 KiB chunks over an optional base. Editing returns a new content that shares every chunk
/// it did not touch, so copy-up and snapshots copy no data whatever the size. A missing chunk shows the base as far as
/// <see cref="_baseLength"/> reaches, and is a hole (zeros that cost nothing) past it; <see cref="Hole"/> is a hole where the base has bytes.
/// The edits are a file each: <c>ChunkedContent.Edit.cs</c>, <c>.Append.cs</c>, <c>.Holes.cs</c>, <c>.CopyRange.cs</c>. What an array has past the content's
/// end means nothing (<see cref="Sealed"/>).
/// </summary>
internal sealed partial class ChunkedContent : Content
{
    internal const int ChunkShift = 14;
    internal const int ChunkSize = 1 << ChunkShift;

    // 32 slots a node: a path to one chunk of a 1 GiB file copies four nodes of 280 bytes beside the chunk.
    private const int FanShift = 5;
    private const int Fan = 1 << FanShift;

    private static readonly byte[] Zeros = new byte[ChunkSize];

    /// <summary>A chunk without bytes, so it reads as zeros. In the place of a branch it stands for every chunk below.</summary>
    private static readonly byte[] Hole = [];

    private readonly long _length;
    private readonly object? _root; // null, Hole, byte[] at height 0, object?[Fan] above
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
            if (FindChunk(offset >> ChunkShift) is { } chunk) ReadChunk(chunk, start, part);
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
            if (FindChunk(offset >> ChunkShift) is { } chunk) AppendChunk(segments, chunk, start, part);
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

    private byte[]? FindChunk(long index)
    {
        if (_root is null || index >> (FanShift * _height) != 0) return null;
        object? node = _root;
        for (int level = _height; level > 0 && node is object?[] slots; level--)
            node = slots[(int)(index >> (FanShift * (level - 1))) & (Fan - 1)];
        return (byte[]?)node;
    }

    /// <summary>A branch of one's own with the slots of <paramref name="node"/>, which may be missing or a hole.</summary>
    private static object?[] CopySlots(object? node)
    {
        var copy = new object?[Fan];
        if (node is object?[] slots) Array.Copy(slots, copy, Fan);
        else if (node is not null) Array.Fill(copy, node);
        return copy;
    }

    /// <summary>Every chunk counts whole, also where it is shorter: a byte far out costs branches of up to 3 KB beside itself.</summary>
    private static long Stored(object? node)
    {
        if (node is byte[] chunk) return chunk.Length == 0 ? 0 : ChunkSize;
        long sum = 0;
        if (node is object?[] slots)
            foreach (object? slot in slots) sum += Stored(slot);
        return sum;
    }
}
