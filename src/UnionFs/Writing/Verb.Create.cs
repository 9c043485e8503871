using UnionFs.Access;
using UnionFs.Nodes;
using UnionFs.Paths;
using UnionFs.Trees;

namespace UnionFs.Writing;

/// <summary>
/// The Unix verbs that change a tree, a file each. Every one resolves and checks first, in the kernel's order, and changes
/// last; one that fails has changed nothing.
/// </summary>
internal static partial class Verb
{
    /// <summary>What vfs_mkdir takes from its mode: permissions and the sticky bit, no set-ID bits.</summary>
    private const int NewDirectoryBits = 0x3FF;

    internal static FsError MakeDirectory(Transaction tx, TreePath path, int mode)
    {
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = ResolveNew(tx, ref walk, path, isDirectory: true);
        if (error != FsError.None) return error;
        Add(tx, in walk, new PlainDirectory(tx.NextIno(), NewMetadata(tx, in walk, mode & NewDirectoryBits, isDirectory: true), walk.Parent.Entries.Emptied));
        return FsError.None;
    }

    /// <summary>Makes a directory with its missing parents; one that is there is no error, anything else there is EEXIST.</summary>
    internal static FsError MakeDirectories(Transaction tx, TreePath path)
    {
        var names = new List<(int Start, int End)>();
        for (int start = 0, end; start < path.Text.Length; start = end + 1)
        {
            end = path.Text[start..].IndexOf('/') is >= 0 and var slash ? start + slash : path.Text.Length;
            if (end > start) names.Add((start, end));
        }
        if (names.Count == 0) return FsError.None;

        // How far the path goes already: the longest prefix that resolves, found by halving.
        int there = 0;
        for (int missing = names.Count + 1; missing - there > 1;)
        {
            int middle = (there + missing) / 2;
            if (new PathWalk(tx.Tree, tx.Caller).ResolveExisting(path.Before(names[middle - 1].End), LastLink.Follow) == FsError.None) there = middle;
            else missing = middle;
        }
        var last = new PathWalk(tx.Tree, tx.Caller);
        last.ResolveExisting(there == 0 ? path.Text[0] == '/' ? "/" : new TreePath(".", path.Start) : path.Before(names[there - 1].End), LastLink.Follow);
        if (last.Entry is not DirectoryNode) return there == names.Count ? FsError.EEXIST : FsError.ENOTDIR; // a file on the way is the way's error
        if (there == names.Count) return FsError.None;

        for (int i = there + 1; i < names.Count; i++)
            if (NameRules.CheckNew(path.Text[names[i].Start..names[i].End]) is not FsError.None and var invalid) return invalid;
        TreePath first = path.Before(names[there].End);
        FsError error = MakeDirectory(tx, first, mode: 0x1ED);
        if (error == FsError.EEXIST && there + 1 < names.Count) return FsError.ENOTDIR; // a link that leads nowhere
        if (error != FsError.None || there + 1 == names.Count) return error;

        // The rest is one chain of new directories, put in place once.
        var made = new PathWalk(tx.Tree, tx.Caller);
        made.ResolveExisting(first, LastLink.Keep);
        var top = (DirectoryNode)made.Entry!;
        // The umask may have taken the maker's own right to go on below.
        if (Permission.CheckCreate(tx.Caller, top) is not FsError.None and var denied) return denied;
        if (MayGrow(tx, top) is not FsError.None and var full) return full;
        DirectoryNode? chain = null;
        for (int i = names.Count - 1; i > there; i--)
        {
            EntryMap entries = top.Entries.Emptied;
            if (chain is not null) entries = entries.Set(path.Text[names[i + 1].Start..names[i + 1].End].ToString(), chain);
            chain = new PlainDirectory(tx.NextIno(), top.Metadata, entries);
        }
        string name = path.Text[names[there + 1].Start..names[there + 1].End].ToString();
        tx.Put(made.EntryNames(), name, chain!, touch: true);
        tx.NoteChain(made.EntryNames(), name, chain!);
        return FsError.None;
    }

    internal static FsError MakeSymlink(Transaction tx, string target, TreePath path)
    {
        FsError error = NameRules.CheckTarget(target);
        if (error != FsError.None) return error;
        var walk = new PathWalk(tx.Tree, tx.Caller);
        error = ResolveNew(tx, ref walk, path, isDirectory: false);
        if (error != FsError.None) return error;
        Add(tx, in walk, new SymlinkNode(tx.NextIno(), NewMetadata(tx, in walk, 0x1FF) with { Mode = 0x1FF }, target));
        return FsError.None;
    }

    internal static FsError MakeNode(Transaction tx, TreePath path, NodeKind kind, int mode, DeviceNumber device)
    {
        if (kind == NodeKind.Directory) return FsError.EPERM; // may_mknod
        bool isDevice = kind is NodeKind.CharDevice or NodeKind.BlockDevice;
        if (!isDevice && kind is not (NodeKind.File or NodeKind.Fifo or NodeKind.Socket)) return FsError.EINVAL;
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = ResolveNew(tx, ref walk, path, isDirectory: false);
        if (error != FsError.None) return error;
        // A character device 0:0 is how overlayfs writes a whiteout; it is never made through a union.
        if (kind == NodeKind.CharDevice && device == default) return FsError.EPERM;
        if (isDevice && Permission.IsBound(tx.Caller)) return FsError.EPERM; // CAP_MKNOD
        Metadata metadata = NewMetadata(tx, in walk, mode);
        long ino = tx.NextIno();
        Add(tx, in walk, kind == NodeKind.File
            ? new FileNode(ino, metadata, Content.Empty)
            : new SpecialNode(ino, metadata, kind, isDevice ? device : default));
        return FsError.None;
    }

    /// <summary>The parent of a name to be made, as filename_create of the kernel finds it: EEXIST beats EROFS, EROFS beats the name's own rules.</summary>
    private static FsError ResolveNew(Transaction tx, ref PathWalk walk, TreePath path, bool isDirectory)
    {
        FsError error = walk.Resolve(path, LastLink.Name);
        if (error != FsError.None) return error;
        if (walk.LastKind != LastKind.Name || walk.Entry is not null) return FsError.EEXIST;
        if (walk.IsLastTooLong) return FsError.ENAMETOOLONG;
        if (walk.TrailingSlash && !isDirectory) return FsError.ENOENT;
        error = tx.WantWrite();
        if (error == FsError.None) error = MayCreate(tx, in walk);
        return error != FsError.None ? error : MayGrow(tx, walk.Parent);
    }

    /// <summary>may_create: a removed directory takes nothing, and the caller must be allowed to write.</summary>
    private static FsError MayCreate(Transaction tx, ref readonly PathWalk walk)
    {
        if (walk.RemovedStart is not null) return FsError.ENOENT;
        FsError error = Permission.CheckCreate(tx.Caller, walk.Parent);
        return error != FsError.None ? error : NameRules.CheckNew(walk.Last);
    }

    private static FsError MayGrow(Transaction tx, DirectoryNode directory) =>
        tx.Limits.AllowsEntry(directory.Entries.Count) ? FsError.None : FsError.EDQUOT;

    private static void Add(Transaction tx, ref readonly PathWalk walk, Node node)
    {
        string[] parent = walk.ParentNames();
        string name = walk.Last.ToString();
        tx.Put(parent, name, node, touch: true);
        tx.NoteCreated(parent, name, node);
    }

    /// <summary>A set-group-ID directory hands its group down, and to directories the bit as well.</summary>
    private static Metadata NewMetadata(Transaction tx, ref readonly PathWalk walk, int mode, bool isDirectory = false)
    {
        return NewMetadata(tx, walk.Parent.Metadata, mode, isDirectory);
    }

    private static Metadata NewMetadata(Transaction tx, Metadata parent, int mode, bool isDirectory = false)
    {
        bool inherits = (parent.Mode & Permission.SetGroupId) != 0;
        return tx.Recent.Of(
            Permission.ModeOfNew(tx.Caller, mode, parent, isDirectory),
            tx.Caller?.Uid ?? 0,
            inherits ? parent.Gid : tx.Caller?.Gid ?? 0,
            tx.Now);
    }
}
