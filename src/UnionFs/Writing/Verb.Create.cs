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
    private const int SetGroupIdBit = 0x400;

    /// <summary>What vfs_mkdir takes from its mode: permissions and the sticky bit, no set-ID bits.</summary>
    private const int NewDirectoryBits = 0x3FF;

    internal static FsError MakeDirectory(Transaction tx, ReadOnlySpan<char> path, int mode)
    {
        var walk = new PathWalk(tx.Tree);
        FsError error = ResolveNew(tx, ref walk, path, isDirectory: true);
        if (error != FsError.None) return error;
        Add(tx, in walk, new PlainDirectory(tx.NextIno(), NewMetadata(tx, in walk, mode & NewDirectoryBits, isDirectory: true), EntryMap.Empty));
        return FsError.None;
    }

    /// <summary>Makes a directory with its missing parents; one that is there is no error, anything else there is EEXIST.</summary>
    internal static FsError MakeDirectories(Transaction tx, ReadOnlySpan<char> path)
    {
        // Up to a name whose parent is there, then down again; in loops, since a path may be longer than a stack is deep.
        var missing = new Stack<int>();
        int end = path.TrimEnd('/').Length is > 0 and var length ? length : path.Length;
        FsError error = MakeDirectory(tx, path[..end], mode: 0x1ED);
        while (error == FsError.ENOENT && path[..end].LastIndexOf('/') is > 0 and var slash)
        {
            missing.Push(end);
            end = path[..slash].TrimEnd('/').Length;
            if (end == 0) return FsError.ENOENT;
            error = MakeDirectory(tx, path[..end], mode: 0x1ED);
        }
        if (error == FsError.EEXIST)
        {
            var walk = new PathWalk(tx.Tree);
            bool isDirectory = walk.ResolveExisting(path[..end], LastLink.Follow) == FsError.None && walk.Entry is DirectoryNode;
            // A file on the way is reported as the way's, as System.IO does.
            if (!isDirectory) return missing.Count == 0 ? FsError.EEXIST : FsError.ENOTDIR;
            error = FsError.None;
        }
        while (error == FsError.None && missing.TryPop(out int next)) error = MakeDirectory(tx, path[..next], mode: 0x1ED);
        return error;
    }

    internal static FsError MakeSymlink(Transaction tx, string target, ReadOnlySpan<char> path)
    {
        FsError error = NameRules.CheckTarget(target);
        if (error != FsError.None) return error;
        var walk = new PathWalk(tx.Tree);
        error = ResolveNew(tx, ref walk, path, isDirectory: false);
        if (error != FsError.None) return error;
        Add(tx, in walk, new SymlinkNode(tx.NextIno(), NewMetadata(tx, in walk, 0x1FF), target));
        return FsError.None;
    }

    internal static FsError MakeNode(Transaction tx, ReadOnlySpan<char> path, NodeKind kind, int mode, DeviceNumber device)
    {
        if (kind == NodeKind.Directory) return FsError.EPERM; // may_mknod
        bool isDevice = kind is NodeKind.CharDevice or NodeKind.BlockDevice;
        if (!isDevice && kind is not (NodeKind.File or NodeKind.Fifo or NodeKind.Socket)) return FsError.EINVAL;
        var walk = new PathWalk(tx.Tree);
        FsError error = ResolveNew(tx, ref walk, path, isDirectory: false);
        if (error != FsError.None) return error;
        // A character device 0:0 is how overlayfs writes a whiteout; it is never made through a union.
        if (kind == NodeKind.CharDevice && device == default) return FsError.EPERM;
        Metadata metadata = NewMetadata(tx, in walk, mode);
        long ino = tx.NextIno();
        Add(tx, in walk, kind == NodeKind.File
            ? new FileNode(ino, metadata, Content.Empty)
            : new SpecialNode(ino, metadata, kind, isDevice ? device : default));
        return FsError.None;
    }

    /// <summary>The parent of a name to be made, as filename_create of the kernel finds it: EEXIST beats EROFS, EROFS beats the name's own rules.</summary>
    private static FsError ResolveNew(Transaction tx, ref PathWalk walk, ReadOnlySpan<char> path, bool isDirectory)
    {
        FsError error = walk.Resolve(path, LastLink.Name);
        if (error != FsError.None) return error;
        if (walk.LastKind != LastKind.Name || walk.Entry is not null) return FsError.EEXIST;
        if (NameRules.IsTooLong(walk.Last)) return FsError.ENAMETOOLONG;
        if (walk.TrailingSlash && !isDirectory) return FsError.ENOENT;
        error = tx.WantWrite();
        return error != FsError.None ? error : NameRules.CheckNew(walk.Last);
    }

    private static void Add(Transaction tx, ref readonly PathWalk walk, Node node) =>
        tx.Put(walk.ParentNames(), walk.Last.ToString(), node, touch: true);

    /// <summary>A set-group-ID directory hands its group down, and to directories the bit as well.</summary>
    private static Metadata NewMetadata(Transaction tx, ref readonly PathWalk walk, int mode, bool isDirectory = false)
    {
        Metadata parent = walk.Parent.Metadata;
        bool inherits = (parent.Mode & SetGroupIdBit) != 0;
        if (inherits && isDirectory) mode |= SetGroupIdBit;
        return new Metadata { Mode = mode, Gid = inherits ? parent.Gid : 0 }.At(tx.Now);
    }
}
