using UnionFs.Access;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    internal static FsError Unlink(Transaction tx, TreePath path)
    {
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = walk.Resolve(path, LastLink.Name);
        if (error != FsError.None) return error;
        if (walk.LastKind != LastKind.Name) return FsError.EISDIR;
        error = tx.WantWrite();
        if (error != FsError.None) return error;
        if (walk.Entry is null) return Missing(in walk);
        if (walk.TrailingSlash) return walk.Entry is DirectoryNode ? FsError.EISDIR : FsError.ENOTDIR;
        error = Permission.CheckDelete(tx.Caller, walk.Parent, walk.Node!);
        if (error != FsError.None) return error;
        if (walk.Entry is DirectoryNode) return FsError.EISDIR;
        Take(tx, in walk);
        return FsError.None;
    }

    internal static FsError RemoveDirectory(Transaction tx, TreePath path)
    {
        var walk = new PathWalk(tx.Tree, tx.Caller);
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
    internal static FsError RemoveTree(Transaction tx, TreePath path)
    {
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = walk.Resolve(path, LastLink.Name);
        if (error != FsError.None) return error;
        if (walk.LastKind == LastKind.Name && walk.Entry is not DirectoryNode) return Unlink(tx, path);
        walk = new PathWalk(tx.Tree, tx.Caller);
        error = ResolveDirectoryToRemove(tx, ref walk, path);
        if (error == FsError.None) error = MayEmpty(tx.Caller, (DirectoryNode)walk.Entry!, tx.Tree);
        if (error != FsError.None) return error;
        Take(tx, in walk);
        return FsError.None;
    }

    private static FsError ResolveDirectoryToRemove(Transaction tx, ref PathWalk walk, TreePath path)
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
        error = Permission.CheckDelete(tx.Caller, walk.Parent, walk.Node!);
        if (error != FsError.None) return error;
        return walk.Entry is DirectoryNode ? FsError.None : FsError.ENOTDIR;
    }

    /// <summary>Root removes a tree without looking at it; for others every directory in it must be theirs to list and to empty, or nothing is removed.</summary>
    private static FsError MayEmpty(Identity? caller, DirectoryNode top, Tree tree)
    {
        if (!Permission.IsBound(caller)) return FsError.None;
        var open = new Stack<DirectoryNode>([top]);
        while (open.TryPop(out DirectoryNode? directory))
        {
            if (directory.Entries.Count == 0) continue;
            FsError error = Permission.Check(caller, directory, AccessModes.R_OK);
            if (error != FsError.None) return error;
            foreach (Entry entry in directory.Entries.Ordered)
            {
                error = Permission.CheckDelete(caller, directory, tree.Resolve(entry.Node));
                if (error != FsError.None) return error;
                if (entry.Node is DirectoryNode below) open.Push(below);
            }
        }
        return FsError.None;
    }

    /// <summary>The kernel looks at the last name after it asked for write access.</summary>
    private static FsError Missing(ref readonly PathWalk walk) =>
        walk.IsLastTooLong ? FsError.ENAMETOOLONG : FsError.ENOENT;

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
