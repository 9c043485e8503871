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
        int shown = (int)(_length & (ChunkSize - 1));
        if (shown == 0 || FindNode(_length >> ChunkShift) is not { } chunk || CutChunk(chunk, shown) is var cut && ReferenceEquals(cut, chunk)) return this;
        object root = SetChunk(_root, _height, _length >> ChunkShift, cut);
        return new ChunkedContent(_length, root, _height, _stored + Stored(cut) - Stored(chunk), _base, _baseLength);
    }

    /// <summary>
    /// The last chunk with <paramref name="part"/> behind its end, and room for more: little for the first time, then for a quarter of the file, and
    /// not past the <paramref name="most"/> bytes that it may count.
    /// </summary>
    private Tail NewTail(long chunkOffset, int start, ReadOnlySpan<byte> part, long most)
    {
        long room = PatchedChunk.Whole(start + Math.Max(part.Length, Math.Min(_length >> 2, _tail is null ? SmallSize : ChunkSize)));
        room = Math.Max(start + part.Length, Math.Min(Math.Min(ChunkSize, room), most));
        return new Tail(EditedWhole(chunkOffset, start, part, start, (int)room), start + part.Length);
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
