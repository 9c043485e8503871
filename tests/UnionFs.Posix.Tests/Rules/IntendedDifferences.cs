using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;

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

    /// <summary>Memory of the host that a step may take.</summary>
    private const long Small = 1 << 20;

    /// <summary>What the union has to answer where the kernel is not asked, since it would do something else; null for all other steps.</summary>
    internal static Answer? InPlaceOfTheKernel(Command command) => command switch
    {
        RenameCommand rename when LeavesAWhiteout(rename.Flags) => new Answer(FsError.EINVAL),
        AtCommand at => InPlaceOfTheKernel(at.Inner),
        AsCommand call => InPlaceOfTheKernel(call.Inner),
        OpenCommand open when HasNoAccessMode(open.Flags) => new Answer(FsError.EINVAL),
        _ => null,
    };

    /// <summary>What the kernel is asked to do: the step itself, or where tmpfs lacks something, what that means.</summary>
    internal static Command ForTheKernel(Command command) => command switch
    {
        AllocateCommand allocate when IsZeroing(allocate.Flags) =>
            new ZeroByHoleCommand(allocate.Slot, allocate.Offset, allocate.Length, (allocate.Flags & AllocateFlags.FALLOC_FL_KEEP_SIZE) != 0),
        _ => command,
    };

    /// <summary>
    /// Whether a step is left out. Truncate to the length that a file has touches it on tmpfs if a page of it is in memory, and not if
    /// it is all hole, and where it is empty if pages were allocated past its end; the engine touches it, unless it is empty. Which pages there are is nothing that a tree is made of.
    /// </summary>
    internal static bool IsLeftOut(Command command, IKernelFace kernel) => command switch
    {
        TruncateCommand truncate => kernel.Stat(truncate.Path, follow: true, out InodeView inode) == FsError.None && DoPagesDecide(inode, truncate.Length),
        AtCommand at => LeavesARemovedDirectory(at.First, at.Inner, kernel) || LeavesARemovedDirectory(at.Second, at.Inner, kernel),
        ItselfCommand self => LeavesARemovedDirectory(self.Second, self.Inner, kernel),
        SeekCommand seek => IsDirectoryPosition(seek, kernel),
        AllocateCommand allocate => TakesMemory(allocate),
        CopyRangeCommand copy => CopiesAHole(copy, kernel),
        AsCommand call => Hardening.Refuses(call, kernel) || IsLeftOut(call.Inner, kernel),
        _ => false,
    };

    /// <summary>Whether two answers that differ may do so.</summary>
    internal static bool Allow(Command command, Answer kernel, Answer union, RealKernel tree) => command switch
    {
        AtCommand at => Allow(at.Inner, kernel, union, tree),
        ItselfCommand self => Allow(self.Inner, kernel, union, tree),
        AsCommand call => Allow(call.Inner, kernel, union, tree),
        SeekCommand seek => HoleLimits.Allow(seek, kernel, tree) && HoleLimits.Allow(seek, union, tree),
        AccessCommand access => IsExecutionRefusedByMount(access, kernel, union, tree),
        OpenCommand or OpenAndWriteCommand => IsSpecialFileOpened(kernel, union),
        SetTimesCommand times => IsClosedHandleLeftAlone(times, kernel, union),
        _ => false,
    };

    /// <summary>The size of a directory is up to the file system: tmpfs counts entries, the engine says 0.</summary>
    internal static InodeView WithoutSize(InodeView inode) => inode.Kind == NodeKind.Directory ? inode with { Size = 0 } : inode;

    /// <summary>Following or reading a link moves its access time on the host (relatime); the engine is noatime.</summary>
    internal static bool KeepsAccessTime(NodeKind kind) => kind != NodeKind.Symlink;

    private static bool DoPagesDecide(InodeView inode, long length) =>
        inode.Kind == NodeKind.File && inode.Size == length && (length > 0 ? inode.Blocks == 0 : inode.Blocks > 0);

    /// <summary>A directory that was removed has no parent here, so `..` from it is ENOENT; the host still knows where it was.</summary>
    private static bool LeavesARemovedDirectory(int? start, Command inner, IKernelFace kernel) =>
        start is { } slot && kernel.Stat(slot, out InodeView inode) == FsError.None && inode is { Kind: NodeKind.Directory, Links: 0 } && HasParentStep(inner);

    private static bool HasParentStep(Command command) => command.ToString().Contains("..", StringComparison.Ordinal);

    /// <summary>A directory's position is a cookie of its file system; here it is the caller's own (<see cref="FileHandle.ReadDirectory"/>).</summary>
    private static bool IsDirectoryPosition(SeekCommand seek, IKernelFace kernel) =>
        seek.Whence is Whence.SEEK_SET or Whence.SEEK_CUR or Whence.SEEK_END
        && kernel.Stat(seek.Slot, out InodeView inode) == FsError.None && inode.Kind == NodeKind.Directory;

    /// <summary>tmpfs has no FALLOC_FL_ZERO_RANGE (EOPNOTSUPP). Here it is the hole and the length that it means, so that is what it is compared with.</summary>
    private static bool IsZeroing(AllocateFlags flags) =>
        (flags & ~AllocateFlags.FALLOC_FL_KEEP_SIZE) == AllocateFlags.FALLOC_FL_ZERO_RANGE;

    /// <summary>tmpfs allocates by taking memory for the range, or says ENOSPC; here nothing is reserved. So it is asked for small ranges only.</summary>
    private static bool TakesMemory(AllocateCommand allocate) =>
        (allocate.Flags & ~AllocateFlags.FALLOC_FL_KEEP_SIZE) == 0 && allocate is { Offset: >= 0, Length: > 0 }
        && allocate.Offset <= long.MaxValue - allocate.Length && allocate.Offset + allocate.Length > Small;

    /// <summary>The kernel copies a hole of tmpfs as zeros, which take memory, and no more than 2 GiB at once; here it stays a hole, of any size.</summary>
    private static bool CopiesAHole(CopyRangeCommand copy, IKernelFace kernel) =>
        kernel.Stat(copy.Source, out InodeView inode) == FsError.None && Math.Min(copy.Length, inode.Size - copy.SourceOffset) > Small;

    /// <summary>On a mount without execution the kernel refuses files to everyone; what is in memory is not mounted.</summary>
    private static bool IsExecutionRefusedByMount(AccessCommand access, Answer kernel, Answer union, RealKernel tree) =>
        tree.RefusesExecution && (access.Modes & AccessModes.X_OK) != 0 && kernel.Error == FsError.EACCES && union.Error == FsError.None;

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
