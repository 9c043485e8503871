using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Linux;

/// <summary>
/// The calls into the C library. Names are bytes that end in NUL, so a name that is no UTF-8 is passed as it is.
/// Only calls whose arguments are the same on every 64-bit Linux are here: statx instead of stat, flags from <see cref="OpenMode"/>.
/// </summary>
internal static partial class Libc
{
    internal const int EPERM = 1, ENOENT = 2, EINTR = 4, EAGAIN = 11, EACCES = 13, EEXIST = 17, EXDEV = 18, ENOTDIR = 20, EISDIR = 21, EINVAL = 22,
        EROFS = 30, EMLINK = 31, ERANGE = 34, ENOSYS = 38, ENOTEMPTY = 39, ELOOP = 40, ENODATA = 61, EOPNOTSUPP = 95;

    internal const int AtSymlinkNoFollow = 0x100;
    internal const int AtRemoveDir = 0x200;
    internal const int AtNoAutomount = 0x800;
    internal const int AtEmptyPath = 0x1000;

    private const string Name = "libc";

    /// <summary>Stands for the working directory (AT_FDCWD); closing it does nothing.</summary>
    internal static SafeFileHandle WorkingDirectory { get; } = new(-100, ownsHandle: false);

    /// <summary>The errno of the last call here.</summary>
    internal static int Errno => Marshal.GetLastPInvokeError();

    [LibraryImport(Name, EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint mode);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true)]
    internal static partial int StatX(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint mask, out HostStat stat);

    [LibraryImport(Name, EntryPoint = "pread64", SetLastError = true)]
    internal static partial nint PRead(SafeFileHandle file, Span<byte> buffer, nint count, long offset);

    [LibraryImport(Name, EntryPoint = "pwrite64", SetLastError = true)]
    internal static partial nint PWrite(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint count, long offset);

    [LibraryImport(Name, EntryPoint = "ftruncate64", SetLastError = true)]
    internal static partial int FTruncate(SafeFileHandle file, long length);

    [LibraryImport(Name, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(SafeFileHandle directory, ReadOnlySpan<byte> path, Span<byte> buffer, nint size);

    [LibraryImport(Name, EntryPoint = "llistxattr", SetLastError = true)]
    internal static partial nint LListXattr(ReadOnlySpan<byte> path, Span<byte> names, nint size);

    [LibraryImport(Name, EntryPoint = "lgetxattr", SetLastError = true)]
    internal static partial nint LGetXattr(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, Span<byte> value, nint size);

    [LibraryImport(Name, EntryPoint = "setxattr", SetLastError = true)]
    internal static partial int SetXattr(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, nint size, int flags);

    [LibraryImport(Name, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MkdirAt(SafeFileHandle directory, ReadOnlySpan<byte> name, uint mode);

    [LibraryImport(Name, EntryPoint = "mknodat", SetLastError = true)]
    internal static partial int MknodAt(SafeFileHandle directory, ReadOnlySpan<byte> name, uint mode, ulong device);

    [LibraryImport(Name, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int SymlinkAt(ReadOnlySpan<byte> target, SafeFileHandle directory, ReadOnlySpan<byte> name);

    [LibraryImport(Name, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(SafeFileHandle fromDirectory, ReadOnlySpan<byte> from, SafeFileHandle toDirectory, ReadOnlySpan<byte> to, int flags);

    [LibraryImport(Name, EntryPoint = "renameat", SetLastError = true)]
    internal static partial int RenameAt(SafeFileHandle fromDirectory, ReadOnlySpan<byte> from, SafeFileHandle toDirectory, ReadOnlySpan<byte> to);

    [LibraryImport(Name, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags);

    [LibraryImport(Name, EntryPoint = "flock", SetLastError = true)]
    internal static partial int FLock(SafeFileHandle file, int operation);

    [LibraryImport(Name, EntryPoint = "chmod", SetLastError = true)]
    internal static partial int Chmod(ReadOnlySpan<byte> path, uint mode);

    [LibraryImport(Name, EntryPoint = "fchownat", SetLastError = true)]
    internal static partial int FChownAt(SafeFileHandle directory, ReadOnlySpan<byte> path, uint uid, uint gid, int flags);

    [LibraryImport(Name, EntryPoint = "utimensat", SetLastError = true)]
    internal static partial int UTimensAt(SafeFileHandle directory, ReadOnlySpan<byte> path, ReadOnlySpan<TimeSpec> times, int flags);

    [LibraryImport(Name, EntryPoint = "fdopendir", SetLastError = true)]
    internal static partial nint FdOpenDir(nint fd);

    [LibraryImport(Name, EntryPoint = "readdir", SetLastError = true)]
    internal static partial nint ReadDir(nint stream);

    [LibraryImport(Name, EntryPoint = "closedir")]
    internal static partial int CloseDir(nint stream);

    [LibraryImport(Name, EntryPoint = "geteuid")]
    internal static partial uint GetEUid();

    /// <summary>Opens, again when a signal came in between. The errno.</summary>
    internal static int Open(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, out SafeFileHandle file, uint mode = 0)
    {
        int fd, errno;
        do
        {
            fd = OpenAt(directory, path, flags | OpenMode.CloseOnExec, mode);
            errno = fd < 0 ? Errno : 0;
        }
        while (errno == EINTR);
        file = new SafeFileHandle(fd, ownsHandle: true);
        return errno;
    }

    /// <summary>A name as the calls here take it.</summary>
    internal static byte[] Terminated(ReadOnlySpan<byte> name) => [.. name, 0];

    /// <summary>What this process sees an open file as in its own /proc: a path that leads to that very file, links and all.</summary>
    internal static byte[] ProcPath(SafeFileHandle file) =>
        System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{file.DangerousGetHandle()}\0");
}
