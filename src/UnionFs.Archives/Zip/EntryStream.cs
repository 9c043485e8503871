namespace UnionFs.Archives;

/// <summary>The packed bytes of one entry as a stream: what the inflater reads from, and never past the end of.</summary>
internal sealed class EntryStream(ZipSource source, ZipEntry entry, EntryHead head) : ForwardStream
{
    private long _done;

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, entry.PackedSize - _done);
        if (count == 0) return 0;
        if (_done < head.Data.Length)
        {
            count = (int)Math.Min(count, head.Data.Length - _done);
            head.Data.Span.Slice((int)_done, count).CopyTo(buffer);
        }
        else
        {
            source.Read(head.DataOffset + _done, buffer[..count], entry.Name);
        }
        _done += count;
        return count;
    }
}
