namespace UnionFs;

public sealed partial class FileHandle
{
    private readonly Lock _positionGate = new();
    private long _position;

    /// <summary>Reads from the handle's own position and moves it (read). Errors as <see cref="Read(long, Span{byte}, out int)"/>.</summary>
    public FsError Read(Span<byte> destination, out int count)
    {
        lock (_positionGate)
        {
            FsError error = Read(_position, destination, out count);
            _position += count;
            return error;
        }
    }

    /// <summary>Writes at the handle's own position, or at the end with O_APPEND, and moves it behind what was written (write).</summary>
    public FsError Write(ReadOnlySpan<byte> bytes)
    {
        lock (_positionGate)
        {
            FsError error = WriteAt(_position, bytes, (_flags & OpenFlags.O_APPEND) != 0, out long at);
            // Nothing to write does not even go to the end for O_APPEND (generic_write_checks).
            if (error == FsError.None && !bytes.IsEmpty) _position = at + bytes.Length;
            return error;
        }
    }

    /// <summary>
    /// Moves the handle's own position (lseek), also past the end. EINVAL for a place before the start or past 2^63 - 1 (where POSIX has
    /// EOVERFLOW, Linux has not) and for a bad origin, EBADF when closed.
    /// </summary>
    public FsError Seek(long offset, SeekOrigin origin, out long position)
    {
        position = 0;
        if (IsClosed || IsPlace) return FsError.EBADF;
        lock (_positionGate)
        {
            long from;
            switch (origin)
            {
                case SeekOrigin.Begin: from = 0; break;
                case SeekOrigin.Current: from = _position; break;
                case SeekOrigin.End: from = Length; break;
                default: return FsError.EINVAL;
            }
            if (offset > long.MaxValue - from || from + offset < 0) return FsError.EINVAL;
            position = _position = from + offset;
            return FsError.None;
        }
    }
}
