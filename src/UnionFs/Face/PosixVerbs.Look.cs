using UnionFs.Access;
using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs;

// A look at one path: quickly where that is possible, or by the walk that knows every rule.
public sealed partial class PosixVerbs
{
    private FsError Stat(PosixPath path, LastLink mode, out FileStat stat)
    {
        FsError error = Stat(path, mode, out stat, out _);
        return error;
    }

    private FsError Stat(PosixPath path, LastLink mode, out FileStat stat, out Node? node)
    {
        stat = default;
        node = null;
        TreeHost host = _fileSystem.HostOf(path.Start);
        if (host.IsEnded) return FsError.EBADF;
        FsError error = path.IsItself ? path.Refusal(host) : FsError.None;
        if (error != FsError.None) return error;
        if (path.IsItself) return path.Start!.Look(host, out node, out stat);
        Tree tree = host.Tree;
        if (TryQuickly(tree, path.Text, mode, out error, out node, out stat)) return error;
        var walk = new PathWalk(tree, _fileSystem.Caller);
        error = walk.ResolveExisting(path.In(host, tree), mode);
        if (error != FsError.None) return error;
        node = walk.Node!;
        stat = new FileStat(node, walk.RemovedStart is null ? tree.LinksOf(walk.Entry!) : 0);
        return FsError.None;
    }

    /// <summary>What is at an absolute path that leads there by plain names alone, and so is the full path of System.IO too; false where only a walk knows.</summary>
    internal bool TryLookQuickly(ReadOnlySpan<char> path, out FsError error, out FileStat stat)
    {
        error = FsError.None;
        stat = default;
        TreeHost host = _fileSystem.Host;
        return !host.IsEnded && TryQuickly(host.Tree, path, LastLink.Follow, out error, out _, out stat);
    }

    /// <summary>False where only <see cref="PathWalk"/> knows.</summary>
    private bool TryQuickly(Tree tree, ReadOnlySpan<char> path, LastLink mode, out FsError error, out Node? node, out FileStat stat)
    {
        error = FsError.None;
        node = null;
        stat = default;
        if (Permission.IsBound(_fileSystem.Caller)) return false;
        QuickWalk.Answer answer = QuickWalk.Find(tree.Root, path, out Node? entry);
        if (answer == QuickWalk.Answer.Missing)
        {
            error = FsError.ENOENT;
            return true;
        }
        if (answer != QuickWalk.Answer.Found) return false;
        Node there = tree.Resolve(entry!);
        if (mode == LastLink.Follow && there is SymlinkNode) return false;
        node = there;
        stat = new FileStat(there, tree.LinksOf(entry!));
        return true;
    }
}
