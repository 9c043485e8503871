namespace UnionFs.Archives;

/// <summary>Bytes in memory, in arrays of one length but for the last.</summary>
internal sealed class PiecesContent(byte[][] pieces, long length) : Content
{
    internal const int PieceLength = 1 << 20;

    public override long Length => length;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<byte> piece = pieces[offset / PieceLength].AsSpan((int)(offset % PieceLength));
            int count = Math.Min(piece.Length, destination.Length);
            piece[..count].CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }
}
