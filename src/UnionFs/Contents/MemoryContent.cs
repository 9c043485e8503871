namespace UnionFs;

/// <summary>One contiguous piece of memory: every file up to a chunk, and larger memory that a caller handed over.</summary>
internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : Content
{
    internal ReadOnlyMemory<byte> Bytes => bytes;

    public override long Length => bytes.Length;

    internal override long StoredBytes => bytes.Length;

    protected internal override void ReadExactly(long offset, Span<byte> destination) =>
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    internal override void AppendTo(SequenceBuilder segments, long offset, long count) =>
        segments.Append(bytes.Slice((int)offset, (int)count));
}
