namespace UnionFs.Archives;

/// <summary>
/// An uncompressed entry. The first read goes through the whole entry once to verify it; from then on a read is a read of the
/// archive at an offset. Keeps no bytes.
/// </summary>
internal sealed class StoredContent(ZipSource source, ZipEntry entry) : Content
{
    /// <summary>Where the verified bytes start; 0, where only a header can be, until they are.</summary>
    private long _start;

    public override long Length => entry.Size;

    internal uint Crc => entry.Crc;

    public override long AllocatedBytes => 0;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        long start = Volatile.Read(ref _start);
        if (start == 0) start = VerifyOnce();
        source.Read(start + offset, destination, entry.Name);
    }

    private long VerifyOnce()
    {
        // Only this entry's first readers wait for each other. A failure is not remembered: the disk may be back next time.
        lock (entry)
        {
            if (_start == 0) Volatile.Write(ref _start, EntryData.Verify(source, entry));
            return _start;
        }
    }
}
