namespace UnionFs.Archives;

/// <summary>Reads headers of an archive through a buffer, so that a run of small files is not one read of the disk a header.</summary>
internal sealed class TarWindow(Content archive, string name)
{
    private const int Length = 16 << 10;

    private byte[] _buffer = new byte[Length];
    private long _start;
    private int _filled;

    /// <summary>Bytes that lie within the archive; good until the next call.</summary>
    internal ReadOnlySpan<byte> Read(long offset, int count)
    {
        if (offset < _start || offset + count > _start + _filled)
        {
            if (count > _buffer.Length) _buffer = new byte[count];
            _start = offset;
            _filled = 0;
            int length = (int)Math.Min(Math.Max(count, Length), archive.Length - offset);
            try
            {
                _filled = archive.Read(offset, _buffer.AsSpan(0, length));
            }
            catch (IOException e)
            {
                throw new TarException(name, null, offset, "the archive cannot be read: " + e.Message.TrimEnd('.'), e);
            }
        }
        return _buffer.AsSpan((int)(offset - _start), count);
    }
}
