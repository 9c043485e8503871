using UnionFs.Nodes;

namespace UnionFs;

public sealed partial class FileHandle
{
    /// <summary>What Linux has and this has not: FALLOC_FL_COLLAPSE_RANGE, FALLOC_FL_INSERT_RANGE, FALLOC_FL_UNSHARE_RANGE.</summary>
    private const AllocateFlags MissingModes = (AllocateFlags)(0x8 | 0x20 | 0x40);

    /// <summary>
    /// Grows the file to a range, makes a hole of the range or zeroes it (fallocate), and moves the times even if nothing else changed, as tmpfs does.
    /// Nothing is reserved: a hole that is allocated stays one and costs no memory, and a later write may still fail for want of space.
    /// A zeroed range is a hole too. Costs the chunks that go, whatever the range.
    /// EBADF when closed or not open for writing, EINVAL for a negative offset or a length that is not positive, EOPNOTSUPP for other flags or combinations,
    /// EFBIG past 2^63 - 1 bytes or the limit of a file, EIO when a lazy source fails that a partly covered chunk needs.
    /// </summary>
    public FsError Allocate(AllocateFlags flags, long offset, long length)
    {
        if (IsClosed || IsPlace) return FsError.EBADF;
        if (offset < 0 || length <= 0) return FsError.EINVAL;
        bool keepsSize = (flags & AllocateFlags.FALLOC_FL_KEEP_SIZE) != 0;
        AllocateFlags mode = flags & ~AllocateFlags.FALLOC_FL_KEEP_SIZE;
        bool punches = mode == AllocateFlags.FALLOC_FL_PUNCH_HOLE;
        bool zeroes = mode == AllocateFlags.FALLOC_FL_ZERO_RANGE;
        // Linux tells a mode that no file system has before it looks at the access mode, one that this file system lacks last.
        bool isMissing = (mode & MissingModes) != 0 && System.Numerics.BitOperations.IsPow2((int)mode);
        if (mode != 0 && !zeroes && !isMissing && !(punches && keepsSize)) return FsError.EOPNOTSUPP;
        if (!CanWrite) return FsError.EBADF;
        if (offset > long.MaxValue - length) return FsError.EFBIG;
        if (isMissing) return FsError.EOPNOTSUPP;
        try
        {
            return Change((tx, file) =>
            {
                Content content = file.Content;
                if (punches || zeroes) content = ChunkedContent.Punch(content, offset, length);
                if (!keepsSize && offset + length > content.Length) content = ChunkedContent.Resize(content, offset + length);
                return tx.WithContent(file, content);
            });
        }
        catch (IOException)
        {
            return FsError.EIO;
        }
    }

    /// <summary>
    /// Where the first data at or after <paramref name="offset"/> is (SEEK_DATA). What is stored counts as data in chunks of 64 KiB, in pages of 4 KiB where it was written into nothing or over a lazy source; a lazy source says for itself.
    /// EBADF when closed or opened with O_PATH, EINVAL for a directory, ENXIO for a negative offset, at or past the end, and where only a hole follows.
    /// </summary>
    public FsError SeekData(long offset, out long at)
    {
        FsError error = Seekable(offset, out at, out Content content);
        if (error != FsError.None) return error;
        at = content.FindData(offset);
        if (at >= 0) return FsError.None;
        at = 0;
        return FsError.ENXIO;
    }

    /// <summary>
    /// Where the first hole at or after <paramref name="offset"/> is (SEEK_HOLE); the end of the file counts as one.
    /// EBADF when closed or opened with O_PATH, EINVAL for a directory, ENXIO for a negative offset, at or past the end.
    /// </summary>
    public FsError SeekHole(long offset, out long at)
    {
        FsError error = Seekable(offset, out at, out Content content);
        if (error == FsError.None) at = content.FindHole(offset);
        return error;
    }

    /// <summary>
    /// Copies a range of a file into this one (copy_file_range), as far as the source reaches and 2^63 - 1 allows. Whole chunks of 64 KiB are shared
    /// instead of copied where both offsets are equal modulo that; holes stay holes. Nothing to copy changes nothing, not even the times.
    /// The source may be this file, as long as the ranges do not overlap, and may belong to another file system (no EXDEV).
    /// EISDIR for a directory; EBADF when one is closed, the source is not readable, or this is not writable or was opened with O_APPEND;
    /// EINVAL for a negative length or offset and for overlapping ranges, EOVERFLOW for a range that begins before 0 and ends after;
    /// EFBIG at 2^63 - 1 or past the limit of a file, ENOSPC past the limit of bytes; EIO when a lazy source fails.
    /// </summary>
    public FsError CopyRange(FileHandle source, long sourceOffset, long offset, long length, out long copied)
    {
        ArgumentNullException.ThrowIfNull(source);
        copied = 0;
        if (IsClosed || IsPlace || source.IsClosed || source.IsPlace) return FsError.EBADF;
        Node read = source.CurrentState().Node;
        if (read is DirectoryNode || CurrentState().Node is DirectoryNode) return FsError.EISDIR;
        if (read is not FileNode) return FsError.EINVAL;
        if (!source.CanRead || !CanWrite || (_flags & OpenFlags.O_APPEND) != 0) return FsError.EBADF;
        if (length < 0) return FsError.EINVAL;
        if (CrossesZero(sourceOffset, length) || CrossesZero(offset, length)) return FsError.EOVERFLOW;
        if (offset == long.MaxValue) return FsError.EFBIG;
        if (sourceOffset < 0 || offset < 0) return FsError.EINVAL;
        FsError asked = source.IsIntercepted && length > 0 ? source.Ask(sourceOffset, length) : FsError.None;
        if (asked != FsError.None) return asked;

        long count = 0;
        FsError refused = FsError.None;
        try
        {
            FsError error = Change((tx, file) =>
            {
                Content from = ReferenceEquals(source._inode, _inode) ? file.Content : ((FileNode)source._host.Current(source._inode).Node).Content;
                long possible = Math.Min(Math.Min(length, long.MaxValue - offset), Math.Max(0, from.Length - sourceOffset));
                if (possible == 0) return file;
                if (ReferenceEquals(source._inode, _inode) && sourceOffset < offset + possible && offset < sourceOffset + possible)
                {
                    refused = FsError.EINVAL;
                    return file;
                }
                if (!tx.Limits.AllowsLength(file.Content.Length, offset + possible)) refused = FsError.EFBIG;
                else if (ChunkedContent.CopyRange(from, sourceOffset, file.Content, offset, possible, tx.RoomFor(file)) is not { } content) refused = FsError.ENOSPC;
                else
                {
                    tx.BytesWritten += count = possible;
                    return tx.WithContent(file, content);
                }
                return file;
            });
            if (error != FsError.None) return error;
            copied = count;
            return refused;
        }
        catch (IOException)
        {
            return FsError.EIO;
        }
    }

    /// <summary>Does nothing (fsync): all is in memory, and every verb is in effect when it returns. EBADF when closed or opened with O_PATH.</summary>
    public FsError Sync() => IsClosed || IsPlace ? FsError.EBADF : FsError.None;

    private static bool CrossesZero(long offset, long length) => offset < 0 && offset + length >= 0;

    private FsError Seekable(long offset, out long at, out Content content)
    {
        at = 0;
        content = Content.Empty;
        if (IsClosed || IsPlace) return FsError.EBADF;
        if (_host.Current(_inode).Node is not FileNode file) return FsError.EINVAL;
        content = file.Content;
        return offset < 0 || offset >= content.Length ? FsError.ENXIO : FsError.None;
    }
}
