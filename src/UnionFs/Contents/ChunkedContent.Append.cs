namespace UnionFs;

internal sealed partial class ChunkedContent
{
    /// <summary>
    /// This content with bytes behind its end, written into room that its last chunk has to spare; null where there is none. No reader can see them
    /// but through the content that is returned: every other one that shares the chunk ends before them. Of several that would go on from here
    /// (forks, snapshots) one gets the room.
    /// </summary>
    private ChunkedContent? TryAppendInPlace(ReadOnlySpan<byte> bytes)
    {
        int start = (int)(_length & (ChunkSize - 1));
        if (_tail is null || start == 0 || !_tail.TryTake(start, bytes.Length)) return null;
        bytes.CopyTo(_tail.Chunk.AsSpan(start));
        return new ChunkedContent(_length + bytes.Length, _root, _height, _stored, _base, _baseLength, _tail);
    }

    /// <summary>
    /// The same content, with a last chunk that has nothing past the end: before something is put behind it that is no continuation, since zeros
    /// have to show in between and not what another content has put there.
    /// </summary>
    private ChunkedContent Sealed()
    {
        int stored = (int)(_length & (ChunkSize - 1));
        if (stored == 0 || FindChunk(_length >> ChunkShift) is not { } chunk || chunk.Length <= stored) return this;
        return new ChunkedContent(_length, SetChunk(_root, _height, _length >> ChunkShift, chunk[..stored]), _height, _stored, _base, _baseLength);
    }

    /// <summary>A last chunk with room to spare, and how much of it is taken.</summary>
    private sealed class Tail(byte[] chunk, int taken)
    {
        private int _taken = taken;

        internal byte[] Chunk => chunk;

        /// <summary>Takes the room at <paramref name="start"/>, if it is the next that is free.</summary>
        internal bool TryTake(int start, int count) =>
            count <= chunk.Length - start && Interlocked.CompareExchange(ref _taken, start + count, start) == start;
    }
}
