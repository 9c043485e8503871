namespace UnionFs.Archives;

/// <summary>The packed bytes of one entry as a stream: what the inflater reads from, and never past the end of.</summary>
internal sealed class EntryStream(ZipSource source, ZipEntry entry, long start) : ForwardStream
{
    private long _position = start;
    private long _left = entry.PackedSize;

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, _left);
        if (count == 0) return 0;
        source.Read(_position, buffer[..count], entry.Name);
        _position += count;
        _left -= count;
        return count;
    }
}
