namespace UnionFs.Archives;

/// <summary>A content as a stream.</summary>
internal sealed class ContentSource(Content content) : ForwardStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        int count = content.Read(_position, buffer);
        _position += count;
        return count;
    }
}
