namespace UnionFs.Archives;

/// <summary>A part of another content, which stays where it is.</summary>
internal sealed class RangeContent(Content source, long start, long length) : Content
{
    public override long Length => length;

    /// <summary>The memory, if any, is the source's, and there once however many parts are made of it.</summary>
    public override long AllocatedBytes => 0;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        if (source.Read(start + offset, destination) < destination.Length) throw new EndOfStreamException("The archive has become shorter since it was opened.");
    }
}
