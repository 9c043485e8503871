using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    /// <summary>A second name for what is at <paramref name="existing"/>; a symbolic link itself unless <paramref name="follow"/>.</summary>
    internal static FsError Link(Transaction tx, ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool follow)
    {
        var source = new PathWalk(tx.Tree);
        FsError error = source.ResolveExisting(existing, follow ? LastLink.Follow : LastLink.Keep);
        if (error != FsError.None) return error;
        var walk = new PathWalk(tx.Tree);
        error = ResolveNew(tx, ref walk, path, isDirectory: false);
        if (error != FsError.None) return error;
        if (source.Entry is DirectoryNode) return FsError.EPERM;

        string[] parent = walk.ParentNames();
        string name = walk.Last.ToString();
        SharedInode shared = tx.MakeShared(source.EntryNames(), source.Entry!);
        InodeState state = tx.Tree.StateOf(shared);
        tx.SetState(shared, new InodeState(state.Node.With(tx.Changed(state.Node.Metadata)), state.Links + 1));
        tx.Put(parent, name, shared, touch: true);
        tx.NoteLinked(parent, name, shared);
        return FsError.None;
    }
}
