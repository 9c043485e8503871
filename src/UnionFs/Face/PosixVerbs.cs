using System.Diagnostics.CodeAnalysis;
using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Trees;
using UnionFs.Writing;

namespace UnionFs;

/// <summary>
/// The Unix verbs by path. Each returns an <see cref="FsError"/> whose value is the Linux errno, in the kernel's order of checks,
/// and never throws for anything in the tree; one that fails has changed nothing. The caller is root.
/// </summary>
/// <remarks>
/// Common errors: ENOENT (a name is missing, or the path is empty), ENOTDIR (a file used as a directory), ELOOP (over 40 links),
/// ENAMETOOLONG (a name over 255 bytes), EINVAL (a NUL), EROFS (a change of a snapshot), EILSEQ (a new name that no bytes map to),
/// EDEADLK (the live file system, from inside its own batch). Lookups cost O(components), whatever the number of layers and files.
/// </remarks>
public sealed class PosixVerbs
{
    private readonly FileSystem _fileSystem;

    internal PosixVerbs(FileSystem fileSystem) => _fileSystem = fileSystem;

    /// <summary>What is at a path, links followed. Allocates nothing.</summary>
    public FsError Stat(ReadOnlySpan<char> path, out FileStat stat) => Stat(path, LastLink.Follow, out stat);

    /// <summary>What is at a path; a link in the last component is itself the answer. Allocates nothing.</summary>
    public FsError LStat(ReadOnlySpan<char> path, out FileStat stat) => Stat(path, LastLink.Keep, out stat);

    /// <summary>The target of a symbolic link. EINVAL for all else.</summary>
    public FsError ReadLink(ReadOnlySpan<char> path, out string target)
    {
        target = "";
        FsError error = Stat(path, LastLink.Keep, out _, out Node? node);
        if (error != FsError.None) return error;
        if (node is not SymlinkNode link) return FsError.EINVAL;
        target = link.Target;
        return FsError.None;
    }

    /// <summary>
    /// The physical path of what <paramref name="path"/> means: no links, no `.` or `..`. The last component must exist.
    /// </summary>
    public FsError RealPath(ReadOnlySpan<char> path, out string realPath)
    {
        realPath = "";
        TreeHost host = _fileSystem.Host;
        if (host.IsEnded) return FsError.EBADF;
        var walk = new PathWalk(host.Tree);
        FsError error = walk.ResolveExisting(path, LastLink.Follow);
        if (error == FsError.None) realPath = "/" + string.Join('/', walk.EntryNames());
        return error;
    }

    /// <summary>The names in a directory at this moment, in ordinal order.</summary>
    public FsError ReadDirectory(ReadOnlySpan<char> path, [NotNullWhen(true)] out DirectoryListing? listing)
    {
        listing = null;
        FsError error = Stat(path, LastLink.Follow, out _, out Node? node);
        if (error != FsError.None) return error;
        if (node is not DirectoryNode directory) return FsError.ENOTDIR;
        listing = new DirectoryListing(directory);
        return FsError.None;
    }

    /// <summary>
    /// Opens. Also: EEXIST (O_EXCL), EISDIR (writing to, or O_CREAT of, a directory), ELOOP (O_NOFOLLOW), EINVAL (bad flags),
    /// ENXIO (a fifo, socket or device: nothing stands behind it).
    /// </summary>
    /// <param name="path">What to open.</param>
    /// <param name="flags">How.</param>
    /// <param name="handle">The handle; null on an error.</param>
    /// <param name="mode">Mode of a file that is made; default 0644.</param>
    public FsError Open(ReadOnlySpan<char> path, OpenFlags flags, out FileHandle? handle, int mode = 0x1A4) =>
        _fileSystem.OpenHandle(path, flags, mode, out handle);

    /// <summary>Makes a directory; default mode 0755. EEXIST.</summary>
    public FsError Mkdir(ReadOnlySpan<char> path, int mode = 0x1ED) =>
        _fileSystem.Change(path, mode, static (tx, path, mode) => Verb.MakeDirectory(tx, path, mode));

    /// <summary>Makes a file, fifo, socket or device; default mode 0644. EEXIST; EPERM for character device 0:0, which means a whiteout.</summary>
    public FsError Mknod(ReadOnlySpan<char> path, NodeKind kind, int mode = 0x1A4, DeviceNumber device = default) =>
        _fileSystem.Change(path, (kind, mode, device), static (tx, path, a) => Verb.MakeNode(tx, path, a.kind, a.mode, a.device));

    /// <summary>Makes a symbolic link at <paramref name="path"/>. EEXIST; ENOENT for an empty target.</summary>
    public FsError Symlink(string target, ReadOnlySpan<char> path) =>
        _fileSystem.Change(path, target ?? "", static (tx, path, target) => Verb.MakeSymlink(tx, target, path));

    /// <summary>Makes another name for an inode (a link itself, unless followed). EEXIST; EPERM for a directory.</summary>
    public FsError Link(ReadOnlySpan<char> existing, ReadOnlySpan<char> path, bool followLinks = false) =>
        _fileSystem.Change(existing, path, followLinks, static (tx, from, to, follow) => Verb.Link(tx, from, to, follow));

    /// <summary>Removes a name that is no directory (EISDIR).</summary>
    public FsError Unlink(ReadOnlySpan<char> path) =>
        _fileSystem.Change(path, 0, static (tx, path, _) => Verb.Unlink(tx, path));

    /// <summary>Removes an empty directory. ENOTEMPTY; EBUSY for the root.</summary>
    public FsError Rmdir(ReadOnlySpan<char> path) =>
        _fileSystem.Change(path, 0, static (tx, path, _) => Verb.RemoveDirectory(tx, path));

    /// <summary>
    /// Removes whatever is there with everything below it. O(depth), and O(hard-linked names and open files below), not O(files);
    /// the difference it makes is one whiteout.
    /// </summary>
    public FsError RemoveTree(ReadOnlySpan<char> path) =>
        _fileSystem.Change(path, 0, static (tx, path, _) => Verb.RemoveTree(tx, path));

    /// <summary>
    /// Moves, replaces or swaps names. O(depth) for a directory of any size from any layer; never EXDEV. EISDIR, ENOTDIR,
    /// ENOTEMPTY for what cannot replace what; EINVAL for a directory into itself; EEXIST with RENAME_NOREPLACE.
    /// </summary>
    public FsError Rename(ReadOnlySpan<char> oldPath, ReadOnlySpan<char> newPath, RenameFlags flags = RenameFlags.None) =>
        _fileSystem.Change(oldPath, newPath, flags, static (tx, from, to, flags) => Verb.Rename(tx, from, to, flags));

    /// <summary>Cuts or grows a file. EISDIR, EINVAL.</summary>
    public FsError Truncate(ReadOnlySpan<char> path, long length) =>
        _fileSystem.Change(path, length, static (tx, path, length) => Verb.Truncate(tx, path, length));

    /// <summary>Sets the permission bits. EOPNOTSUPP for a link that is not followed.</summary>
    public FsError Chmod(ReadOnlySpan<char> path, int mode, bool followLinks = true) =>
        _fileSystem.Change(path, (mode, followLinks), static (tx, path, a) => Verb.ChangeMode(tx, path, a.mode, a.followLinks));

    /// <summary>Sets owner and group; null leaves one as it is. Set-ID bits of a file go.</summary>
    public FsError Chown(ReadOnlySpan<char> path, uint? uid, uint? gid, bool followLinks = true) =>
        _fileSystem.Change(path, (uid, gid, followLinks), static (tx, path, a) => Verb.ChangeOwner(tx, path, a.uid, a.gid, a.followLinks));

    /// <summary>Sets access and modification time.</summary>
    public FsError Utimens(ReadOnlySpan<char> path, TimeSetting access, TimeSetting modify, bool followLinks = true) =>
        _fileSystem.Change(path, (access, modify, followLinks), static (tx, path, a) => Verb.ChangeTimes(tx, path, a.access, a.modify, a.followLinks));

    /// <summary>
    /// Sets an extended attribute in user., trusted., security. or system.posix_acl_*. EOPNOTSUPP (other namespaces), EPERM (user. on
    /// anything but files and directories), ERANGE (name over 255 bytes), E2BIG (value over 64 KiB), EEXIST, ENODATA.
    /// </summary>
    public FsError SetXattr(ReadOnlySpan<char> path, string name, ReadOnlyMemory<byte> value, XattrFlags flags = XattrFlags.None, bool followLinks = true) =>
        _fileSystem.Change(path, (name: name ?? "", value, flags, followLinks),
            static (tx, path, a) => Verb.SetXattr(tx, path, a.name, a.value, a.flags, a.followLinks));

    /// <summary>Removes an extended attribute. ENODATA.</summary>
    public FsError RemoveXattr(ReadOnlySpan<char> path, string name, bool followLinks = true) =>
        _fileSystem.Change(path, (name: name ?? "", followLinks), static (tx, path, a) => Verb.RemoveXattr(tx, path, a.name, a.followLinks));

    /// <summary>The value of an extended attribute. ENODATA.</summary>
    public FsError GetXattr(ReadOnlySpan<char> path, string name, out ReadOnlyMemory<byte> value, bool followLinks = true)
    {
        value = default;
        FsError error = XattrRules.CheckLength(name ?? "");
        if (error != FsError.None) return error;
        error = Stat(path, followLinks ? LastLink.Follow : LastLink.Keep, out _, out Node? node);
        if (error != FsError.None) return error;
        error = XattrRules.CheckName(name!, node!.Kind, writes: false);
        if (error != FsError.None) return error;
        return node.Metadata.Xattrs.TryGet(name!, out value) ? FsError.None : FsError.ENODATA;
    }

    /// <summary>All extended attributes.</summary>
    public FsError ListXattrs(ReadOnlySpan<char> path, out XattrSet xattrs, bool followLinks = true)
    {
        FsError error = Stat(path, followLinks ? LastLink.Follow : LastLink.Keep, out _, out Node? node);
        xattrs = node?.Metadata.Xattrs ?? XattrSet.Empty;
        return error;
    }

    /// <summary>The content of a file as it is at this moment, links followed; it never changes. EISDIR, EINVAL (a special file).</summary>
    public FsError ReadContent(ReadOnlySpan<char> path, out Content content)
    {
        content = Content.Empty;
        FsError error = Stat(path, LastLink.Follow, out _, out Node? node);
        if (error != FsError.None) return error;
        if (node is DirectoryNode) return FsError.EISDIR;
        if (node is not FileNode file) return FsError.EINVAL;
        content = file.Content;
        return FsError.None;
    }

    /// <summary>Makes or replaces a file's content in one step, without copying it. EISDIR; ENXIO (a special file).</summary>
    public FsError WriteContent(ReadOnlySpan<char> path, Content content, int mode = 0x1A4)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _fileSystem.Change(path, (content, mode),
            static (tx, path, a) => Verb.Store(tx, path, a.content, OpenFlags.O_CREAT | OpenFlags.O_TRUNC, a.mode));
    }

    private FsError Stat(ReadOnlySpan<char> path, LastLink mode, out FileStat stat)
    {
        FsError error = Stat(path, mode, out stat, out _);
        return error;
    }

    private FsError Stat(ReadOnlySpan<char> path, LastLink mode, out FileStat stat, out Node? node)
    {
        TreeHost host = _fileSystem.Host;
        Tree tree = host.Tree;
        var walk = new PathWalk(tree);
        FsError error = host.IsEnded ? FsError.EBADF : walk.ResolveExisting(path, mode);
        if (error != FsError.None)
        {
            stat = default;
            node = null;
            return error;
        }
        node = walk.Node!;
        stat = new FileStat(node, tree.LinksOf(walk.Entry!));
        return FsError.None;
    }
}
