using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Rules;

/// <summary>
/// Every difference from a tmpfs that is meant, one rule each, and as narrow as it can be. What is not here must be equal.
/// Scripts stay clear of four more things. Character device 0:0: a whiteout, which is never made through a union. PATH_MAX: a path
/// in the process has no limit. POSIX ACL attributes: the engine keeps them as bytes. Directories that are sticky and writable by all:
/// there the sysctls fs.protected_* add refusals of their own.
/// </summary>
internal static class IntendedDifferences
{
    private const RenameFlags RENAME_WHITEOUT = (RenameFlags)4;

    /// <summary>What the union has to answer where the kernel is not asked, since it would do something else; null for all other steps.</summary>
    internal static Answer? InPlaceOfTheKernel(Command command) => command switch
    {
        RenameCommand rename when LeavesAWhiteout(rename.Flags) => new Answer(FsError.EINVAL),
        AtCommand at => InPlaceOfTheKernel(at.Inner),
        OpenCommand open when HasNoAccessMode(open.Flags) => new Answer(FsError.EINVAL),
        _ => null,
    };

    /// <summary>
    /// Whether a step is left out. Truncate to the length that a file has touches it on tmpfs if a page of it is in memory, and not if
    /// it is all hole; the engine touches it, unless it is empty. Which pages there are is nothing that a tree is made of.
    /// </summary>
    internal static bool IsLeftOut(Command command, IKernelFace kernel) => command switch
    {
        TruncateCommand truncate => kernel.Stat(truncate.Path, follow: true, out InodeView inode) == FsError.None && IsHoleOf(inode, truncate.Length),
        AtCommand at => LeavesARemovedDirectory(at, kernel),
        _ => false,
    };

    /// <summary>Whether two answers that differ may do so.</summary>
    internal static bool Allow(Command command, Answer kernel, Answer union) => command switch
    {
        AtCommand { Inner: UtimensCommand { Access.IsOmit: true, Modify.IsOmit: true } } when union.Error == FsError.EBADF => kernel.Error == FsError.None,
        AtCommand at => IsBadHandleToldInOtherOrder(kernel, union) || Allow(at.Inner, kernel, union),
        LinkItselfCommand => IsBadHandleToldInOtherOrder(kernel, union),
        OpenCommand => IsSpecialFileOpened(kernel, union),
        SetTimesCommand times => IsClosedHandleLeftAlone(times, kernel, union),
        _ => false,
    };

    /// <summary>The size of a directory is up to the file system: tmpfs counts entries, the engine says 0.</summary>
    internal static InodeView WithoutSize(InodeView inode) => inode.Kind == NodeKind.Directory ? inode with { Size = 0 } : inode;

    /// <summary>Following or reading a link moves its access time on the host (relatime); the engine is noatime.</summary>
    internal static bool KeepsAccessTime(NodeKind kind) => kind != NodeKind.Symlink;

    private static bool IsHoleOf(InodeView inode, long length) =>
        inode is { Kind: NodeKind.File, Blocks: 0, Size: > 0 } && inode.Size == length;

    /// <summary>A directory that was removed has no parent here, so `..` from it is ENOENT; the host still knows where it was.</summary>
    private static bool LeavesARemovedDirectory(AtCommand at, IKernelFace kernel) =>
        IsRemoved(at.First, kernel) && HasParentStep(at.Inner) || IsRemoved(at.Second, kernel) && HasParentStep(at.Inner);

    /// <summary>
    /// Where a step is wrong in more than one way and one of them is a closed handle, which is told first is up to the order in which
    /// the kernel copies paths in, looks at flags and at descriptors. It fails in any case.
    /// </summary>
    private static bool IsBadHandleToldInOtherOrder(Answer kernel, Answer union) =>
        kernel.Error != FsError.None && union.Error != FsError.None && (kernel.Error == FsError.EBADF || union.Error == FsError.EBADF);

    private static bool IsRemoved(int? slot, IKernelFace kernel) =>
        slot is { } known && kernel.Stat(known, out InodeView inode) == FsError.None && inode is { Kind: NodeKind.Directory, Links: 0 };

    private static bool HasParentStep(Command command) => command.ToString().Contains("..", StringComparison.Ordinal);

    /// <summary>RENAME_WHITEOUT leaves a character device 0:0 on tmpfs. Whiteouts are never made through a union, as on overlayfs: EINVAL.</summary>
    private static bool LeavesAWhiteout(RenameFlags flags) => (flags & RENAME_WHITEOUT) != 0;

    /// <summary>Access mode 3 is for ioctl alone on Linux; the engine has no ioctl and says EINVAL.</summary>
    private static bool HasNoAccessMode(OpenFlags flags) => ((int)flags & 3) == 3;

    /// <summary>Where both times are to stay, utimensat looks at nothing, not even the descriptor; a closed handle says EBADF to everything.</summary>
    private static bool IsClosedHandleLeftAlone(SetTimesCommand times, Answer kernel, Answer union) =>
        times.Access.IsOmit && times.Modify.IsOmit && kernel.Error == FsError.None && union.Error == FsError.EBADF;

    /// <summary>
    /// Nothing stands behind a fifo or device in memory, so the engine says ENXIO, as the kernel does of devices without a driver.
    /// The host opens a fifo, and refuses devices on a mount without devices (EACCES).
    /// </summary>
    private static bool IsSpecialFileOpened(Answer kernel, Answer union) =>
        union.Error == FsError.ENXIO && (kernel == new Answer(FsError.None, nameof(NodeKind.Fifo)) || kernel.Error == FsError.EACCES);
}
