using System.Diagnostics.CodeAnalysis;
using UnionFs.Access;
using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Trees;
using UnionFs.Writing;

namespace UnionFs;

/// <summary>
/// The Unix verbs by path. Each returns an <see cref="FsError"/> whose value is the Linux errno, in the kernel's order of checks,
/// and never throws for anything in the tree; one that fails has changed nothing. The caller is root, unless <see cref="FileSystem.As"/> says who.
/// A path starts at the root, or at an open directory: <c>posix.Mkdir(directory.At("name"))</c>.
/// </summary>
/// <remarks>
/// Common errors: ENOENT (a name is missing, or the path is empty), ENOTDIR (a file used as a directory), ELOOP (over 40 links),
/// ENAMETOOLONG (a name over 255 bytes), EINVAL (a NUL), EROFS (a change of a snapshot), EILSEQ (a new name that no bytes map to),
/// EDEADLK (the live file system, from inside its own batch), EACCES and EPERM (a caller with an identity), EBADF (a path that starts at a
/// closed handle), EXDEV (at a handle of another file system), ENOSPC and EDQUOT (a verb that makes or grows something past
/// <see cref="FileSystemLimits"/>). Lookups cost O(components), whatever the number of layers and files.
/// </remarks>
public sealed partial class PosixVerbs
{
    private readonly FileSystem _fileSystem;

    internal PosixVerbs(FileSystem fileSystem) => _fileSystem = fileSystem;

    /// <summary>What is at a path, links followed. Allocates nothing.</summary>
    public FsError Stat(PosixPath path, out FileStat stat) => Stat(path, LastLink.Follow, out stat);

    /// <summary>What is at a path; a link in the last component is itself the answer. Allocates nothing.</summary>
    public FsError LStat(PosixPath path, out FileStat stat) => Stat(path, LastLink.Keep, out stat);

    /// <summary>How much the file system that a path leads to has used, and what is left of its limits (statvfs). O(1).</summary>
    public FsError StatFs(PosixPath path, out FileSystemUsage usage)
    {
        usage = default;
        FsError error = Stat(path, LastLink.Follow, out _, out _);
        if (error != FsError.None) return error;
        TreeHost host = _fileSystem.HostOf(path.Start);
        Charge used = (path.Start is null ? _fileSystem.Tree : host.Tree).Charge;
        usage = new FileSystemUsage(used.Bytes, used.Inodes, host.Limits, host.IsReadOnly);
        return FsError.None;
    }

    /// <summary>
    /// Whether the caller may do what <paramref name="modes"/> says (access, faccessat2): EACCES if not; EROFS for writing to a snapshot; EINVAL for bits
    /// that are none. Without an identity the caller is root, who may do all but execute a file that nobody may execute.
    /// </summary>
    public FsError Access(PosixPath path, AccessModes modes, bool followLinks = true)
    {
        if ((modes & ~(AccessModes.R_OK | AccessModes.W_OK | AccessModes.X_OK)) != 0) return FsError.EINVAL;
        FsError error = Stat(path, followLinks ? LastLink.Follow : LastLink.Keep, out _, out Node? node);
        if (error != FsError.None) return error;
        if ((modes & AccessModes.W_OK) != 0 && _fileSystem.IsReadOnly && node is not SpecialNode) return FsError.EROFS;
        return Permission.Check(_fileSystem.Caller, node!, modes);
    }

    /// <summary>The target of a symbolic link; an empty path relative to a handle means what is open, as with readlinkat. EINVAL for all else.</summary>
    public FsError ReadLink(PosixPath path, out string target)
    {
        target = "";
        if (path is { Start: { } start, Text.IsEmpty: true }) path = start.Itself;
        FsError error = Stat(path, LastLink.Keep, out _, out Node? node);
        if (error != FsError.None) return error;
        // readlinkat says ENOENT of an empty path that is no link.
        if (node is not SymlinkNode link) return path.IsItself ? FsError.ENOENT : FsError.EINVAL;
        target = link.Target;
        return FsError.None;
    }

    /// <summary>
    /// The physical path of what <paramref name="path"/> means: no links, no `.` or `..`, and names as they are spelled where case is ignored.
    /// The last component must exist; a link there stands for itself unless <paramref name="follow"/>.
    /// </summary>
    public FsError RealPath(PosixPath path, out string realPath, bool follow = true)
    {
        realPath = "";
        TreeHost host = _fileSystem.HostOf(path.Start);
        if (host.IsEnded) return FsError.EBADF;
        Tree tree = host.Tree;
        var walk = new PathWalk(tree, _fileSystem.Caller);
        FsError error = walk.ResolveExisting(path.In(host, tree), follow ? LastLink.Follow : LastLink.Keep);
        if (error == FsError.None && walk.RemovedStart is not null) error = FsError.ENOENT;
        if (error == FsError.None) realPath = "/" + string.Join('/', walk.EntryNames());
        return error;
    }

    /// <summary>The names in a directory at this moment, in ordinal order.</summary>
    public FsError ReadDirectory(PosixPath path, [NotNullWhen(true)] out DirectoryListing? listing)
    {
        listing = null;
        FsError error = Stat(path, LastLink.Follow, out _, out Node? node);
        if (error != FsError.None) return error;
        if (node is not DirectoryNode directory) return FsError.ENOTDIR;
        error = Permission.Check(_fileSystem.Caller, node, AccessModes.R_OK);
        if (error != FsError.None) return error;
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
    public FsError Open(PosixPath path, OpenFlags flags, out FileHandle? handle, int mode = 0x1A4) =>
        _fileSystem.OpenHandle(path, flags, mode, out handle);

    /// <summary>Makes a directory; default mode 0755. EEXIST.</summary>
    public FsError Mkdir(PosixPath path, int mode = 0x1ED) =>
        _fileSystem.Change(path, mode, static (tx, path, mode) => Verb.MakeDirectory(tx, path, mode));

    /// <summary>Makes a file, fifo, socket or device; default mode 0644. EEXIST; EPERM for character device 0:0, which means a whiteout.</summary>
    public FsError Mknod(PosixPath path, NodeKind kind, int mode = 0x1A4, DeviceNumber device = default) =>
        _fileSystem.Change(path, (kind, mode, device), static (tx, path, a) => Verb.MakeNode(tx, path, a.kind, a.mode, a.device));

    /// <summary>Makes a symbolic link at <paramref name="path"/>. EEXIST; ENOENT for an empty target.</summary>
    public FsError Symlink(string target, PosixPath path) =>
        _fileSystem.Change(path, target ?? "", static (tx, path, target) => Verb.MakeSymlink(tx, target, path));

    /// <summary>Makes another name for an inode (a link itself, unless followed). EEXIST; EPERM for a directory.</summary>
    public FsError Link(PosixPath existing, PosixPath path, bool followLinks = false) => existing.IsItself
        ? _fileSystem.LinkItself(existing, path)
        : _fileSystem.Change(existing, path, followLinks, static (tx, from, to, follow) => Verb.Link(tx, from, to, follow));

    /// <summary>Removes a name that is no directory (EISDIR).</summary>
    public FsError Unlink(PosixPath path) =>
        _fileSystem.Change(path, 0, static (tx, path, _) => Verb.Unlink(tx, path));

    /// <summary>Removes an empty directory. ENOTEMPTY; EBUSY for the root.</summary>
    public FsError Rmdir(PosixPath path) =>
        _fileSystem.Change(path, 0, static (tx, path, _) => Verb.RemoveDirectory(tx, path));

    /// <summary>
    /// Removes whatever is there with everything below it. O(depth), and O(hard-linked names and open files below), not O(files);
    /// the difference it makes is one whiteout.
    /// </summary>
    public FsError RemoveTree(PosixPath path) =>
        _fileSystem.Change(path, 0, static (tx, path, _) => Verb.RemoveTree(tx, path));

    /// <summary>
    /// Moves, replaces or swaps names. O(depth) for a directory of any size from any layer; never EXDEV. EISDIR, ENOTDIR,
    /// ENOTEMPTY for what cannot replace what; EINVAL for a directory into itself; EEXIST with RENAME_NOREPLACE. Where case is ignored, a name moved to another
    /// spelling of itself gets that, and what replaces a name has the new spelling; EEXIST for an exchange that would put two directories whose
    /// names are alike side by side.
    /// </summary>
    public FsError Rename(PosixPath oldPath, PosixPath newPath, RenameFlags flags = RenameFlags.None) =>
        _fileSystem.Change(oldPath, newPath, flags, static (tx, from, to, flags) => Verb.Rename(tx, from, to, flags));

    /// <summary>
    /// Cuts or grows a file. EISDIR, EINVAL; EFBIG. What is open itself is cut as by ftruncate: whether it was opened for writing decides (EINVAL if not,
    /// EBADF for O_PATH), not what the caller may do with the file now.
    /// </summary>
    public FsError Truncate(PosixPath path, long length) => path.IsItself
        ? _fileSystem.ResizeItself(path, length)
        : _fileSystem.Change(path, length, static (tx, path, length) => Verb.Truncate(tx, path, length));

    /// <summary>Sets the permission bits. EOPNOTSUPP for a link that is not followed.</summary>
    public FsError Chmod(PosixPath path, int mode, bool followLinks = true) => path.IsItself
        ? _fileSystem.ChangeItself(path, (tx, node) => Verb.WithMode(tx, node, mode))
        : _fileSystem.Change(path, (mode, followLinks), static (tx, path, a) => Verb.ChangeMode(tx, path, a.mode, a.followLinks));

    /// <summary>Sets owner and group; null leaves one as it is. Set-ID bits of a file go.</summary>
    public FsError Chown(PosixPath path, uint? uid, uint? gid, bool followLinks = true) => path.IsItself
        ? _fileSystem.ChangeItself(path, (tx, node) => Verb.WithOwner(tx, node, uid, gid))
        : _fileSystem.Change(path, (uid, gid, followLinks), static (tx, path, a) => Verb.ChangeOwner(tx, path, a.uid, a.gid, a.followLinks));

    /// <summary>Sets access and modification time. Where both are to stay, nothing is looked at, not even whether a handle is closed.</summary>
    public FsError Utimens(PosixPath path, TimeSetting access, TimeSetting modify, bool followLinks = true) => path.IsItself && !(access.IsOmit && modify.IsOmit)
        ? _fileSystem.ChangeItself(path, (tx, node) => Verb.WithTimes(tx, node, access, modify))
        : _fileSystem.Change(path, (access, modify, followLinks), static (tx, path, a) => Verb.ChangeTimes(tx, path, a.access, a.modify, a.followLinks));

    /// <summary>
    /// Sets an extended attribute in user., trusted., security. or system.posix_acl_*. EOPNOTSUPP (other namespaces), EPERM (user. on
    /// anything but files and directories), ERANGE (name over 255 bytes), E2BIG (value over 64 KiB), EEXIST, ENODATA.
    /// </summary>
    public FsError SetXattr(PosixPath path, string name, ReadOnlyMemory<byte> value, XattrFlags flags = XattrFlags.None, bool followLinks = true) => path.IsItself
        ? XattrRules.CheckSetting(name ?? "", value.Length, flags) is not FsError.None and var invalid ? invalid
            : _fileSystem.ChangeItself(path, (tx, node) => Verb.WithXattr(tx, node, name!, value, flags))
        : _fileSystem.Change(path, (name: name ?? "", value, flags, followLinks),
            static (tx, path, a) => Verb.SetXattr(tx, path, a.name, a.value, a.flags, a.followLinks));

    /// <summary>Removes an extended attribute. ENODATA.</summary>
    public FsError RemoveXattr(PosixPath path, string name, bool followLinks = true) => path.IsItself
        ? XattrRules.CheckLength(name ?? "") is not FsError.None and var invalid ? invalid
            : _fileSystem.ChangeItself(path, (tx, node) => Verb.WithoutXattr(tx, node, name!))
        : _fileSystem.Change(path, (name: name ?? "", followLinks), static (tx, path, a) => Verb.RemoveXattr(tx, path, a.name, a.followLinks));

    /// <summary>The value of an extended attribute. ENODATA.</summary>
    public FsError GetXattr(PosixPath path, string name, out ReadOnlyMemory<byte> value, bool followLinks = true)
    {
        value = default;
        FsError error = XattrRules.CheckLength(name ?? "");
        if (error != FsError.None) return error;
        error = Stat(path, followLinks ? LastLink.Follow : LastLink.Keep, out _, out Node? node);
        if (error != FsError.None) return error;
        error = XattrRules.Check(_fileSystem.Caller, name!, node!, writes: false);
        if (error != FsError.None) return error;
        return node!.Metadata.Xattrs.TryGet(name!, out value) ? FsError.None : FsError.ENODATA;
    }

    /// <summary>All extended attributes.</summary>
    public FsError ListXattrs(PosixPath path, out XattrSet xattrs, bool followLinks = true)
    {
        FsError error = Stat(path, followLinks ? LastLink.Follow : LastLink.Keep, out _, out Node? node);
        xattrs = node?.Metadata.Xattrs ?? XattrSet.Empty;
        foreach (string name in xattrs.Names.Where(name => !XattrRules.IsListed(_fileSystem.Caller, name)).ToArray()) xattrs = xattrs.Without(name);
        return error;
    }

    /// <summary>The content of a file as it is at this moment, links followed; it never changes. EISDIR, EINVAL (a special file).</summary>
    public FsError ReadContent(PosixPath path, out Content content) => ReadContent(path, out content, out _);

    /// <summary>As <see cref="ReadContent(PosixPath, out Content)"/>, with what stat tells of the file at the same moment.</summary>
    public FsError ReadContent(PosixPath path, out Content content, out FileStat stat)
    {
        FsError error = LookAtContent(path, out content, out stat);
        if (error != FsError.None || !_fileSystem.IsIntercepted(path.Start)) return error;
        error = _fileSystem.AskRead(path, content.Length);
        if (error == FsError.None) return LookAtContent(path, out content, out stat);
        content = Content.Empty;
        return error;
    }

    /// <summary>The content, without asking whether it may be read.</summary>
    internal FsError LookAtContent(PosixPath path, out Content content, out FileStat stat)
    {
        content = Content.Empty;
        FsError error = Stat(path, LastLink.Follow, out stat, out Node? node);
        if (error != FsError.None) return error;
        if (node is DirectoryNode) return FsError.EISDIR;
        if (node is not FileNode file) return FsError.EINVAL;
        error = Permission.Check(_fileSystem.Caller, node, AccessModes.R_OK);
        if (error != FsError.None) return error;
        content = file.Content;
        return FsError.None;
    }

    /// <summary>Makes or replaces a file's content in one step, without copying it. EISDIR; ENXIO (a special file); EFBIG.</summary>
    public FsError WriteContent(PosixPath path, Content content, int mode = 0x1A4)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _fileSystem.Change(path, (content, mode),
            static (tx, path, a) => Verb.Store(tx, path, a.content, OpenFlags.O_CREAT | OpenFlags.O_TRUNC, a.mode));
    }
}
