namespace UnionFs.Archives;

/// <summary>The packed bytes of one entry as a stream: what the inflater reads from, and never past the end of.</summary>
internal sealed class EntryStream(ZipSource source, ZipEntry entry, long start) : Stream
{
    private long _position = start;
    private long _left = entry.PackedSize;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _left);
        if (count == 0) return 0;
        source.Read(_position, buffer[..count], entry.Name);
        _position += count;
        _left -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
