namespace UnionFs.Tests.Cost;

/// <summary>A lower file of any length that takes no memory: byte n is n modulo 251.</summary>
internal sealed class SparseContent(long length) : Content
{
    public override long Length => length;

    public override long AllocatedBytes => 0;

    /// <summary>Bytes that were asked for.</summary>
    internal long BytesRead { get; private set; }

    protected internal override void ReadExactly(long offset, Span<byte> destination)
    {
        BytesRead += destination.Length;
        for (int i = 0; i < destination.Length; i++) destination[i] = (byte)((offset + i) % 251);
    }
}
