namespace UnionFs;

/// <summary>
/// A persistent radix tree of 16 KiB chunks over an optional base. Editing returns a new content that shares every chunk
/// it did not touch, so copy-up and snapshots copy no data whatever the size. A missing chunk shows the base as far as
/// <see cref="_baseLength"/> reaches, and is a hole (zeros that cost nothing) past it. See <c>ChunkedContent.Edit.cs</c> for the edits.
/// </summary>
internal sealed partial class ChunkedContent : Content
{
    internal const int ChunkShift = 14;
    internal const int ChunkSize = 1 << ChunkShift;

    // 32 slots a node: a path to one chunk of a 1 GiB file copies four nodes of 280 bytes beside the chunk.
    private const int FanShift = 5;
    private const int Fan = 1 << FanShift;

    private static readonly byte[] Zeros = new byte[ChunkSize];

    private readonly long _length;
    private readonly object? _root; // null, byte[] at height 0, object?[Fan] above
    private readonly int _height;
    private readonly Content? _base;
    private readonly long _baseLength;

    private ChunkedContent(long length, object? root, int height, Content? @base, long baseLength)
    {
        _length = length;
        _root = root;
        _height = height;
        _base = baseLength > 0 ? @base : null;
        _baseLength = _base is null ? 0 : baseLength;
    }

    public override long Length => _length;

    public override long AllocatedBytes => Allocated(_root) + (_base is MemoryContent ? _baseLength : 0);

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
        for (int level = _height; level > 0 && node is not null; level--)
            node = ((object?[])node)[(int)(index >> (FanShift * (level - 1))) & (Fan - 1)];
        return (byte[]?)node;
    }

    private static long Allocated(object? node) => node switch
    {
        byte[] chunk => chunk.Length,
        object?[] slots => slots.Sum(Allocated),
        _ => 0,
    };
}
