using UnionFs.Nodes;
using UnionFs.Opening;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    /// <summary>A second name for what is at <paramref name="existing"/>; a symbolic link itself unless <paramref name="follow"/>.</summary>
    internal static FsError Link(Transaction tx, TreePath existing, TreePath path, bool follow)
    {
        var source = new PathWalk(tx.Tree, tx.Caller);
        FsError error = source.ResolveExisting(existing, follow ? LastLink.Follow : LastLink.Keep);
        if (error != FsError.None) return error;
        var walk = new PathWalk(tx.Tree, tx.Caller);
        error = ResolveNew(tx, ref walk, path, isDirectory: false);
        if (error != FsError.None) return error;
        if (source.Entry is DirectoryNode) return FsError.EPERM;

        AddName(tx, in walk, tx.MakeShared(source.EntryNames(), source.Entry!));
        return FsError.None;
    }

    /// <summary>
    /// A name for what is open (linkat with AT_EMPTY_PATH). A file made by O_TMPFILE gets its first one; a file that lost its last name gets
    /// none any more: ENOENT.
    /// </summary>
    internal static FsError LinkOpen(Transaction tx, OpenInode open, Node? orphan, TreePath path)
    {
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = ResolveNew(tx, ref walk, path, isDirectory: false);
        if (error != FsError.None) return error;
        if (open.Captured is DirectoryNode) return FsError.EPERM;
        if (orphan is null || open.Shared is { } named && tx.Tree.Inodes.ContainsKey(named))
        {
            AddName(tx, in walk, open.Pin is { } pin ? tx.MakeShared(pin.Path(), tx.Tree.Find(pin.Path())!) : open.Shared!);
            return FsError.None;
        }
        if (!open.IsLinkable) return FsError.ENOENT;
        string[] parent = walk.ParentNames();
        string name = walk.Last.ToString();
        SharedInode first = tx.Adopt(open, orphan, [.. parent, name]);
        tx.Put(parent, name, first, touch: true);
        tx.NoteCreated(parent, name, first);
        return FsError.None;
    }

    private static void AddName(Transaction tx, ref readonly PathWalk walk, SharedInode shared)
    {
        InodeState state = tx.Tree.StateOf(shared);
        tx.SetState(shared, new InodeState(state.Node.With(tx.Changed(state.Node.Metadata)), state.Links + 1));
        string[] parent = walk.ParentNames();
        string name = walk.Last.ToString();
        tx.Put(parent, name, shared, touch: true);
        tx.NoteLinked(parent, name, shared);
    }
}
