using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    /// <summary>Opens: finds, and as the flags say makes or cuts. The caller registers a handle for the entry at the path.</summary>
    internal static FsError Open(Transaction tx, ReadOnlySpan<char> path, OpenFlags flags, int mode, out OpenTarget target)
    {
        target = default;
        bool create = (flags & OpenFlags.O_CREAT) != 0;
        bool exclusive = create && (flags & OpenFlags.O_EXCL) != 0;
        bool truncate = (flags & OpenFlags.O_TRUNC) != 0;
        bool writes = (flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) != 0 || truncate;
        if ((flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) == (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) return FsError.EINVAL;
        if (create && (flags & OpenFlags.O_DIRECTORY) != 0) return FsError.EINVAL;

        var walk = new PathWalk(tx.Tree);
        FsError error = walk.Resolve(path,
            create && path.EndsWith('/') ? LastLink.Name
            : exclusive || (flags & OpenFlags.O_NOFOLLOW) != 0 ? LastLink.Keep
            : create ? LastLink.FollowOrMake
            : LastLink.Follow);
        if (error != FsError.None) return error;
        if (create && walk.TrailingSlash && walk.LastKind == LastKind.Name) return FsError.EISDIR;

        if (walk.Entry is null) return create ? Create(tx, in walk, mode, out target) : FsError.ENOENT;
        if (exclusive) return FsError.EEXIST;

        Node node = walk.Node!;
        bool isDirectory = node is DirectoryNode;
        if (create && isDirectory) return FsError.EISDIR;
        if (!isDirectory && (walk.TrailingSlash || (flags & OpenFlags.O_DIRECTORY) != 0)) return FsError.ENOTDIR;
        if (node is SymlinkNode) return FsError.ELOOP;
        if (isDirectory && writes) return FsError.EISDIR;
        // No driver and no peer stands behind a special file in memory.
        if (node is SpecialNode) return FsError.ENXIO;
        if (writes && tx.IsReadOnly) return FsError.EROFS;

        string[] names = walk.EntryNames();
        Node entry = walk.Entry;
        if (truncate)
        {
            var file = (FileNode)node;
            tx.Update(names, entry, file.With(tx.Touched(file.Metadata), Content.Empty));
            tx.NoteInode(FileChangeKind.Changed, names, entry);
            entry = tx.Tree.Find(names)!;
        }
        target = new OpenTarget(names, entry, Created: false);
        return FsError.None;
    }

    private static FsError Create(Transaction tx, ref readonly PathWalk walk, int mode, out OpenTarget target)
    {
        target = default;
        FsError error = tx.WantWrite();
        if (error == FsError.None) error = Paths.NameRules.CheckNew(walk.Last);
        if (error != FsError.None) return error;
        var file = new FileNode(tx.NextIno(), NewMetadata(tx, in walk, mode), Content.Empty);
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
internal readonly record struct OpenTarget(string[] Path, Node Entry, bool Created);
