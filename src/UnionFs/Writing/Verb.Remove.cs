using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    internal static FsError Unlink(Transaction tx, ReadOnlySpan<char> path)
    {
        var walk = new PathWalk(tx.Tree);
        FsError error = walk.Resolve(path, LastLink.Name);
        if (error != FsError.None) return error;
        if (walk.LastKind != LastKind.Name) return FsError.EISDIR;
        error = tx.WantWrite();
        if (error != FsError.None) return error;
        if (walk.Entry is null) return Missing(in walk);
        if (walk.Entry is DirectoryNode) return FsError.EISDIR;
        if (walk.TrailingSlash) return FsError.ENOTDIR;
        Take(tx, in walk);
        return FsError.None;
    }

    internal static FsError RemoveDirectory(Transaction tx, ReadOnlySpan<char> path)
    {
        var walk = new PathWalk(tx.Tree);
        FsError error = ResolveDirectoryToRemove(tx, ref walk, path);
        if (error != FsError.None) return error;
        if (((DirectoryNode)walk.Entry!).Entries.Count > 0) return FsError.ENOTEMPTY;
        Take(tx, in walk);
        return FsError.None;
    }

    /// <summary>
    /// Removes whatever is at a path with everything below it, in one step: O(depth), and O(hard-linked names and open inodes below).
    /// The difference it makes is one whiteout.
    /// </summary>
    internal static FsError RemoveTree(Transaction tx, ReadOnlySpan<char> path)
    {
        var walk = new PathWalk(tx.Tree);
        FsError error = walk.Resolve(path, LastLink.Name);
        if (error != FsError.None) return error;
        if (walk.LastKind == LastKind.Name && walk.Entry is not DirectoryNode) return Unlink(tx, path);
        walk = new PathWalk(tx.Tree);
        error = ResolveDirectoryToRemove(tx, ref walk, path);
        if (error != FsError.None) return error;
        Take(tx, in walk);
        return FsError.None;
    }

    private static FsError ResolveDirectoryToRemove(Transaction tx, ref PathWalk walk, ReadOnlySpan<char> path)
    {
        FsError error = walk.Resolve(path, LastLink.Name);
        if (error != FsError.None) return error;
        switch (walk.LastKind)
        {
            case LastKind.Root: return FsError.EBUSY;
            case LastKind.Dot: return FsError.EINVAL;
            case LastKind.DotDot: return FsError.ENOTEMPTY;
        }
        error = tx.WantWrite();
        if (error != FsError.None) return error;
        if (walk.Entry is null) return Missing(in walk);
        return walk.Entry is DirectoryNode ? FsError.None : FsError.ENOTDIR;
    }

    /// <summary>The kernel looks at the last name after it asked for write access.</summary>
    private static FsError Missing(ref readonly PathWalk walk) =>
        Paths.NameRules.IsTooLong(walk.Last) ? FsError.ENAMETOOLONG : FsError.ENOENT;

    private static void Take(Transaction tx, ref readonly PathWalk walk)
    {
        string[] parent = walk.ParentNames();
        string name = walk.LastName;
        string[] path = [.. parent, name];
        tx.Forget(path, walk.Entry!);
        tx.Drop(parent, name);
        tx.NoteDeleted(path, walk.Entry!);
    }
}
