using UnionFs.Access;
using UnionFs.Nodes;
using UnionFs.Paths;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    /// <summary>Moves a name: O(depth) for a directory of any size, wherever it came from; never EXDEV.</summary>
    internal static FsError Rename(Transaction tx, TreePath oldPath, TreePath newPath, RenameFlags flags)
    {
        bool exchange = (flags & RenameFlags.RENAME_EXCHANGE) != 0;
        bool noReplace = (flags & RenameFlags.RENAME_NOREPLACE) != 0;
        if ((flags & ~(RenameFlags.RENAME_EXCHANGE | RenameFlags.RENAME_NOREPLACE)) != 0 || exchange && noReplace) return FsError.EINVAL;

        var source = new PathWalk(tx.Tree, tx.Caller);
        FsError error = source.Resolve(oldPath, LastLink.Name);
        if (error != FsError.None) return error;
        var target = new PathWalk(tx.Tree, tx.Caller);
        error = target.Resolve(newPath, LastLink.Name);
        if (error != FsError.None) return error;
        if (source.LastKind != LastKind.Name) return FsError.EBUSY;
        if (target.LastKind != LastKind.Name) return noReplace ? FsError.EEXIST : FsError.EBUSY;
        error = tx.WantWrite();
        if (error != FsError.None) return error;

        if (source.Entry is not { } moved) return Missing(in source);
        if (target.RemovedStart is not null) return FsError.ENOENT;
        if (NameRules.IsTooLong(target.Last)) return FsError.ENAMETOOLONG;
        Node? replaced = target.Entry;
        // Where case is ignored, a name may stand in its own way: it gets the new spelling.
        bool respells = !exchange && IsRespelled(in source, in target);
        if (noReplace && replaced is not null && !respells) return FsError.EEXIST;
        if (exchange && replaced is null) return FsError.ENOENT;

        bool movesDirectory = moved is DirectoryNode;
        if (!movesDirectory && (source.TrailingSlash || target.TrailingSlash && !exchange)) return FsError.ENOTDIR;
        if (exchange && replaced is not DirectoryNode && target.TrailingSlash) return FsError.ENOTDIR;

        string[] from = [.. source.ParentNames(), source.LastName];
        string[] there = [.. target.ParentNames(), target.LastName];
        string[] to = exchange || replaced is null || target.Last.SequenceEqual(target.EntryName) ? there : [.. there[..^1], target.Last.ToString()];
        if (IsAncestor(from, there)) return FsError.EINVAL;
        if (IsAncestor(there, from)) return exchange ? FsError.EINVAL : FsError.ENOTEMPTY;
        if (!respells && IsSameInode(in source, in target)) return FsError.None;
        error = MayRename(tx, in source, in target, exchange);
        if (error == FsError.None && replaced is null && !source.ParentNames().AsSpan().SequenceEqual(target.ParentNames())) error = MayGrow(tx, target.Parent);
        if (error != FsError.None) return error;

        if (exchange)
        {
            if (MeetsAlike(in target, moved) || MeetsAlike(in source, replaced!)) return FsError.EEXIST;
            Exchange(tx, from, moved, to, replaced!);
            return FsError.None;
        }
        if (replaced is not null && !respells)
        {
            if (replaced is DirectoryNode { Entries.Count: > 0 }) return FsError.ENOTEMPTY;
            tx.Forget(there, replaced);
            if (!ReferenceEquals(there, to)) DropRespelled(tx, there, replaced);
        }
        Move(tx, from, moved, to);
        return FsError.None;
    }

    /// <summary>
    /// What vfs_rename asks: the source may be taken away, the target made or taken away, and a directory that gets another parent must be
    /// writable itself, since its `..` changes.
    /// </summary>
    private static FsError MayRename(Transaction tx, ref readonly PathWalk source, ref readonly PathWalk target, bool exchange)
    {
        FsError error = Permission.CheckDelete(tx.Caller, source.Parent, source.Node!);
        if (error != FsError.None) return error;
        error = target.Entry is null ? MayCreate(tx, in target) : Permission.CheckDelete(tx.Caller, target.Parent, target.Node!);
        if (error == FsError.None && !exchange && target.Entry is { } replaced && replaced is DirectoryNode != source.Entry is DirectoryNode)
            error = replaced is DirectoryNode ? FsError.EISDIR : FsError.ENOTDIR;
        if (error != FsError.None || !Permission.IsBound(tx.Caller) || source.ParentNames().AsSpan().SequenceEqual(target.ParentNames())) return error;
        if (source.Entry is DirectoryNode moved) error = Permission.Check(tx.Caller, moved, AccessModes.W_OK);
        if (error == FsError.None && exchange && target.Entry is DirectoryNode swapped) error = Permission.Check(tx.Caller, swapped, AccessModes.W_OK);
        return error;
    }

    /// <summary>
    /// Two names of one inode: POSIX says that nothing happens, and both stay. One node object at two places is not enough: layers
    /// that were restacked may share it.
    /// </summary>
    internal static bool IsSameInode(ref readonly PathWalk one, ref readonly PathWalk two) =>
        one.Entry is not null && ReferenceEquals(one.Entry, two.Entry)
        && (one.Entry is SharedInode || one.EntryNames().AsSpan().SequenceEqual(two.EntryNames()));

    /// <summary>Whether two names are one entry, and the second spells it otherwise than the directory does.</summary>
    private static bool IsRespelled(ref readonly PathWalk source, ref readonly PathWalk target) =>
        target.Entry is not null && !target.Last.SequenceEqual(target.EntryName) && ReferenceEquals(source.Entry, target.Entry)
        && source.EntryNames().AsSpan().SequenceEqual(target.EntryNames());

    /// <summary>
    /// Whether a directory would come to stand beside another whose name is alike: the two would be one in every layer. Only where a file
    /// stands there now, which one layer has beside the directory.
    /// </summary>
    private static bool MeetsAlike(ref readonly PathWalk place, Node coming)
    {
        if (coming is not DirectoryNode || place.Entry is DirectoryNode || place.Parent.Entries.Names == NameComparison.Ordinal) return false;
        foreach (Entry entry in place.Parent.Entries.Alike(place.EntryName!))
            if (entry.Node is DirectoryNode && !ReferenceEquals(entry.Node, coming)) return true;
        return false;
    }

    /// <summary>What is replaced under another spelling goes first, also for those who watch and go by the text.</summary>
    private static void DropRespelled(Transaction tx, string[] path, Node replaced)
    {
        tx.Drop(path[..^1], path[^1]);
        tx.NoteDeleted(path, replaced);
    }

    private static void Move(Transaction tx, string[] from, Node moved, string[] to)
    {
        Node renewed = Renewed(tx, from, moved);
        tx.Drop(from[..^1], from[^1]);
        tx.Put(to[..^1], to[^1], renewed, touch: true);
        tx.Moved(from, to);
        tx.NoteRenamed(from, to, moved);
    }

    private static void Exchange(Transaction tx, string[] one, Node first, string[] two, Node second)
    {
        Node newSecond = Renewed(tx, one, first);
        Node newFirst = Renewed(tx, two, second);
        tx.Put(one[..^1], one[^1], newFirst, touch: true);
        tx.Put(two[..^1], two[^1], newSecond, touch: true);
        tx.Swapped(one, two);
        tx.NoteExchanged(one, two, first);
    }

    /// <summary>A moved inode's ctime changes (K: every file system does so).</summary>
    private static Node Renewed(Transaction tx, string[] path, Node entry)
    {
        Node node = tx.Tree.Resolve(entry);
        return tx.Renew(path, entry, node.With(tx.Changed(node.Metadata)));
    }

    private static bool IsAncestor(string[] directory, string[] path) =>
        path.Length > directory.Length && path.AsSpan(0, directory.Length).SequenceEqual(directory);
}
