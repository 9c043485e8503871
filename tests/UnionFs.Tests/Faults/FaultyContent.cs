namespace UnionFs.Tests.Faults;

/// <summary>A lazily read source that fails once, at a read counted over all that share the counter; before and after it is right.</summary>
internal sealed class FaultyContent(long length, FaultyContent.Counter counter) : Content
{
    public override long Length => length;

    public override long AllocatedBytes => 0;

    protected internal override void ReadExactly(long offset, Span<byte> destination)
    {
        if (++counter.Reads == counter.FailsAt)
        {
            counter.HasFailed = true;
            // Half of it is there already, as when a pipe breaks: none of it may be taken for an answer.
            destination[..(destination.Length / 2)].Fill(0xEE);
            throw new IOException("the source broke off");
        }
        for (int i = 0; i < destination.Length; i++) destination[i] = (byte)((offset + i) % 251);
    }

    internal sealed class Counter
    {
        internal int Reads { get; set; }

        internal int FailsAt { get; set; }

        internal bool HasFailed { get; set; }
    }
}
