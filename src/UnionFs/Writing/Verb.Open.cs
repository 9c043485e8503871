using UnionFs.Access;
using UnionFs.Nodes;
using UnionFs.Opening;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    /// <summary>
    /// Opens: finds, and as the flags say makes or cuts. The caller registers a handle for the entry at the path. What is made or cut gets
    /// <paramref name="content"/> at once where there is some.
    /// </summary>
    internal static FsError Open(Transaction tx, TreePath path, OpenFlags flags, int mode, out OpenTarget target, Content? content = null)
    {
        target = default;
        if ((flags & OpenFlags.O_PATH) != 0) return Locate(tx, path, flags, out target);
        if ((flags & TemporaryBit) != 0) return OpenTemporary(tx, path, flags, mode, out target);
        bool create = (flags & OpenFlags.O_CREAT) != 0;
        bool exclusive = create && (flags & OpenFlags.O_EXCL) != 0;
        bool truncate = (flags & OpenFlags.O_TRUNC) != 0;
        bool writes = (flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) != 0 || truncate;
        if ((flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) == (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) return FsError.EINVAL;
        if (create && (flags & OpenFlags.O_DIRECTORY) != 0) return FsError.EINVAL;

        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = walk.Resolve(path,
            create && path.Text.EndsWith('/') ? LastLink.Name
            : exclusive || (flags & OpenFlags.O_NOFOLLOW) != 0 ? LastLink.Keep
            : create ? LastLink.FollowOrMake
            : LastLink.Follow);
        if (error != FsError.None) return error;
        if (create && walk.TrailingSlash && walk.LastKind == LastKind.Name) return FsError.EISDIR;

        if (walk.Entry is null) return create ? Create(tx, in walk, mode, content, out target) : FsError.ENOENT;
        if (exclusive) return FsError.EEXIST;

        Node node = walk.Node!;
        bool isDirectory = node is DirectoryNode;
        if (create && isDirectory) return FsError.EISDIR;
        if (!isDirectory && (walk.TrailingSlash || (flags & OpenFlags.O_DIRECTORY) != 0)) return FsError.ENOTDIR;
        if (node is SymlinkNode) return FsError.ELOOP;
        if (isDirectory && writes) return FsError.EISDIR;
        if (writes && tx.IsReadOnly && node is not SpecialNode) return FsError.EROFS;
        error = Permission.Check(tx.Caller, node, Wanted(flags));
        if (error != FsError.None) return error;
        // No driver and no peer stands behind a special file in memory.
        if (node is SpecialNode) return FsError.ENXIO;
        if (walk.RemovedStart is OpenInode removed)
        {
            target = new OpenTarget([], node, Created: false, Known: removed);
            return FsError.None;
        }

        string[] names = walk.EntryNames();
        Node entry = walk.Entry;
        if (truncate)
        {
            var file = (FileNode)node;
            tx.Update(names, entry, tx.WithContent(file, content ?? Content.Empty, oldLength: 0));
            tx.NoteInode(FileChangeKind.Changed, names, entry);
            entry = tx.Tree.Find(names)!;
        }
        target = new OpenTarget(names, entry, Created: false);
        return FsError.None;
    }

    /// <summary>The one bit of O_TMPFILE that is not O_DIRECTORY.</summary>
    private const OpenFlags TemporaryBit = OpenFlags.O_TMPFILE & ~OpenFlags.O_DIRECTORY;

    private static AccessModes Wanted(OpenFlags flags) => (flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) switch
    {
        OpenFlags.O_RDONLY => AccessModes.R_OK | ((flags & OpenFlags.O_TRUNC) != 0 ? AccessModes.W_OK : 0),
        OpenFlags.O_WRONLY => AccessModes.W_OK,
        _ => AccessModes.R_OK | AccessModes.W_OK,
    };

    /// <summary>O_PATH: nothing is asked of what is there, and all other flags but two are ignored.</summary>
    private static FsError Locate(Transaction tx, TreePath path, OpenFlags flags, out OpenTarget target)
    {
        target = default;
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = walk.ResolveExisting(path, (flags & OpenFlags.O_NOFOLLOW) != 0 ? LastLink.Keep : LastLink.Follow);
        if (error != FsError.None) return error;
        if ((flags & OpenFlags.O_DIRECTORY) != 0 && walk.Node is not DirectoryNode) return FsError.ENOTDIR;
        target = walk.RemovedStart is OpenInode removed
            ? new OpenTarget([], walk.Node!, Created: false, Known: removed)
            : new OpenTarget(walk.EntryNames(), walk.Entry!, Created: false);
        return FsError.None;
    }

    private static FsError OpenTemporary(Transaction tx, TreePath path, OpenFlags flags, int mode, out OpenTarget target)
    {
        target = default;
        if ((flags & (OpenFlags.O_TMPFILE | OpenFlags.O_CREAT)) != OpenFlags.O_TMPFILE) return FsError.EINVAL;
        OpenFlags access = flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR);
        if (access is not (OpenFlags.O_WRONLY or OpenFlags.O_RDWR)) return FsError.EINVAL;
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = walk.ResolveExisting(path, (flags & OpenFlags.O_NOFOLLOW) != 0 ? LastLink.Keep : LastLink.Follow);
        if (error != FsError.None) return error;
        if (walk.Node is not DirectoryNode directory) return FsError.ENOTDIR;
        error = tx.WantWrite();
        if (error == FsError.None) error = Permission.CheckCreate(tx.Caller, directory);
        if (error != FsError.None) return error;
        var file = new FileNode(tx.NextIno(), NewMetadata(tx, directory.Metadata, mode), Content.Empty);
        tx.AddNameless(file);
        target = new OpenTarget([], file, Created: true, Nameless: true, Linkable: (flags & OpenFlags.O_EXCL) == 0);
        return FsError.None;
    }

    private static FsError Create(Transaction tx, ref readonly PathWalk walk, int mode, Content? content, out OpenTarget target)
    {
        target = default;
        FsError error = tx.WantWrite();
        if (error == FsError.None) error = MayCreate(tx, in walk);
        if (error == FsError.None) error = MayGrow(tx, walk.Parent);
        if (error != FsError.None) return error;
        var file = new FileNode(tx.NextIno(), NewMetadata(tx, in walk, mode), Content.Empty);
        if (content is not null) file = tx.WithContent(file, content, oldLength: 0);
        string[] parent = walk.ParentNames();
        string name = walk.Last.ToString();
        tx.Put(parent, name, file, touch: true);
        tx.NoteCreated(parent, name, file);
        target = new OpenTarget([.. parent, name], file, Created: true);
        return FsError.None;
    }
}

/// <summary>What an open found or made.</summary>
/// <param name="Path">The physical names from the root.</param>
/// <param name="Entry">The entry's node there.</param>
/// <param name="Created">Whether it was made just now.</param>
/// <param name="Known">The open inode already there, for what has no path: a directory that was removed.</param>
/// <param name="Nameless">A file of O_TMPFILE; it has neither.</param>
/// <param name="Linkable">Whether that file may get a name.</param>
internal readonly record struct OpenTarget(
    string[] Path, Node Entry, bool Created, OpenInode? Known = null, bool Nameless = false, bool Linkable = false);
