using UnionFs.Access;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    /// <summary>
    /// Cuts or grows the file at a path. The same length changes the times (as tmpfs does on Linux 6.18), except that cutting nothing
    /// to nothing is not even a touch (K: tmpfs, ext4, XFS). By a handle it is one: ftruncate asks for new times itself.
    /// </summary>
    internal static FsError Truncate(Transaction tx, TreePath path, long length)
    {
        if (length < 0) return FsError.EINVAL;
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = walk.ResolveExisting(path, LastLink.Follow);
        if (error != FsError.None) return error;
        if (walk.Entry is DirectoryNode) return FsError.EISDIR;
        if (walk.Node is not FileNode file) return FsError.EINVAL;
        error = tx.WantWrite();
        if (error == FsError.None) error = Permission.Check(tx.Caller, file, AccessModes.W_OK);
        if (error != FsError.None) return error;
        if (length == 0 && file.Content.Length == 0) return FsError.None;
        string[] names = walk.EntryNames();
        tx.Update(names, walk.Entry!, Resized(tx, file, length));
        tx.NoteInode(FileChangeKind.Changed, names, walk.Entry!);
        return FsError.None;
    }

    /// <summary>
    /// Makes the file if it is missing (O_CREAT, among the flags), and gives it this content: open, truncate, write and close as one step. With O_TRUNC, or with
    /// O_EXCL, which succeeds only where the file is made: the open does all, and tells of it.
    /// </summary>
    internal static FsError Store(Transaction tx, TreePath path, Content content, OpenFlags flags, int mode)
    {
        tx.BytesWritten += content.Length;
        return Open(tx, path, OpenFlags.O_WRONLY | flags, mode, out _, content);
    }

    /// <summary>The same with the mode (no set-ID bits) and the times of another file, if the caller may set them. One event, as of a file that is written.</summary>
    internal static FsError StoreCopy(Transaction tx, TreePath path, Content content, OpenFlags flags, Metadata source)
    {
        int mode = source.Mode & 0x1FF;
        FsError error = Store(tx, path, content, flags, mode);
        if (error != FsError.None) return error;
        var walk = new PathWalk(tx.Tree, tx.Caller);
        error = walk.ResolveExisting(path, LastLink.Follow);
        if (error != FsError.None || !Permission.Owns(tx.Caller, walk.Node!.Metadata)) return error;
        Metadata metadata = walk.Node.Metadata with { Mode = mode, AccessTime = source.AccessTime, ModifyTime = source.ModifyTime };
        tx.Update(walk.EntryNames(), walk.Entry!, walk.Node.With(metadata));
        return FsError.None;
    }

    /// <summary>Makes the file if it is missing, and adds bytes to its end.</summary>
    internal static FsError Append(Transaction tx, TreePath path, ReadOnlySpan<byte> bytes, int mode)
    {
        FsError error = Open(tx, path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT, mode, out OpenTarget target);
        if (error != FsError.None || bytes.IsEmpty) return error;
        var file = (FileNode)tx.Tree.Resolve(target.Entry);
        error = Written(tx, file, file.Content.Length, bytes, out FileNode? written);
        if (error != FsError.None) return error;
        tx.Update(target.Path, target.Entry, written!);
        if (!target.Created) tx.NoteInode(FileChangeKind.Changed, target.Path, target.Entry);
        return FsError.None;
    }

    /// <summary>A file with bytes written into it.</summary>
    internal static FsError Written(Transaction tx, FileNode file, long offset, ReadOnlySpan<byte> bytes, out FileNode? written)
    {
        written = null;
        if (offset < 0) return FsError.EINVAL;
        if (offset > long.MaxValue - bytes.Length) return FsError.EFBIG;
        tx.BytesWritten += bytes.Length;
        try
        {
            written = tx.WithContent(file, ChunkedContent.Write(file.Content, offset, bytes, tx.RoomFor(file)));
            return FsError.None;
        }
        catch (IOException)
        {
            return FsError.EIO; // the source below the partly covered chunk
        }
    }

    /// <summary>A file cut or grown.</summary>
    internal static FileNode Resized(Transaction tx, FileNode file, long length) =>
        tx.WithContent(file, ChunkedContent.Resize(file.Content, length));
}
