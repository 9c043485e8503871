using System.Runtime.InteropServices;

namespace UnionFs.Posix.Tests.Kernel;

/// <summary>The host's system calls. Paths end in a NUL. Numbers are x86-64's.</summary>
internal static unsafe partial class Libc
{
    internal const int AT_FDCWD = -100;
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int AT_REMOVEDIR = 0x200;
    internal const int AT_EACCES = 0x200;
    internal const int AT_SYMLINK_FOLLOW = 0x400;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_DIRECTORY = 0x10000;
    internal const int O_NOFOLLOW = 0x20000;
    internal const int O_NOATIME = 0x40000;
    internal const int O_CLOEXEC = 0x80000;
    internal const int O_PATH = 0x200000;
    private const string Library = "libc";

    /// <summary>The outcome of the call that was made last on this thread.</summary>
    internal static FsError Outcome(long result) => result >= 0 ? FsError.None : (FsError)Marshal.GetLastPInvokeError();

    internal static void Check(long result, string what)
    {
        if (result < 0) throw new IOException($"{what}: {Outcome(result)}");
    }

    internal struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(int directory, byte[] path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(int directory, byte* path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint PRead(int descriptor, byte[] buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint PWrite(int descriptor, byte[] buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte[] buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte[] buffer, nint count);

    [LibraryImport(Library, EntryPoint = "fallocate", SetLastError = true)]
    internal static partial int FAllocate(int descriptor, int mode, long offset, long length);

    [LibraryImport(Library, EntryPoint = "copy_file_range", SetLastError = true)]
    internal static partial nint CopyFileRange(int source, ref long sourceOffset, int target, ref long offset, nint length, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long FAccessAt2(long number, int directory, byte[] path, int mode, int flags);

    /// <summary>The call itself: the library works some flags out on its own.</summary>
    internal static long FAccessAt(int directory, byte[] path, int mode, int flags) => FAccessAt2(439, directory, path, mode, flags);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int FCntl(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long SetIds(long number, nint real, nint effective, nint saved);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long SetGroups(long number, nint count, uint[] groups);

    // The raw calls: those of the library change every thread of the process.
    internal static long SetEffectiveUser(uint uid) => SetIds(117, -1, (nint)uid, -1);

    internal static long SetEffectiveGroup(uint gid) => SetIds(119, -1, (nint)gid, -1);

    internal static long SetGroups(uint[] groups) => SetGroups(116, groups.Length, groups);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int FTruncate(int descriptor, long length);

    [LibraryImport(Library, EntryPoint = "truncate", SetLastError = true)]
    internal static partial int Truncate(byte[] path, long length);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int FChmod(int descriptor, int mode);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    internal static partial int FChown(int descriptor, uint uid, uint gid);

    [LibraryImport(Library, EntryPoint = "fchownat", SetLastError = true)]
    internal static partial int FChownAt(int directory, byte[] path, uint uid, uint gid, int flags);

    /// <summary>With a null path: of the descriptor.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long UtimensAt(long number, int directory, byte[]? path, TimeSpec* times, int flags);

    internal static long UtimensAt(int directory, byte[]? path, TimeSpec* times, int flags) => UtimensAt(280, directory, path, times, flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long FChmodAt2(long number, int directory, byte[] path, int mode, int flags);

    /// <summary>The call itself: the library's chmod of a link goes by way of /proc.</summary>
    internal static long FChmodAt(int directory, byte[] path, int mode, int flags) => FChmodAt2(452, directory, path, mode, flags);

    internal static long FChmodAt(byte[] path, int mode, int flags) => FChmodAt(AT_FDCWD, path, mode, flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long MknodAt(long number, int directory, byte[] path, uint mode, uint device);

    internal static long Mknod(int directory, byte[] path, uint mode, uint device) => MknodAt(259, directory, path, mode, device);

    internal static long Mknod(byte[] path, uint mode, uint device) => Mknod(AT_FDCWD, path, mode, device);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true)]
    internal static partial int Mkdir(byte[] path, int mode);

    [LibraryImport(Library, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MkdirAt(int directory, byte[] path, int mode);

    [LibraryImport(Library, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int SymlinkAt(byte[] target, int directory, byte[] path);

    [LibraryImport(Library, EntryPoint = "symlink", SetLastError = true)]
    internal static partial int Symlink(byte[] target, byte[] path);

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(int directory, byte[] path, byte[] buffer, nint size);

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(int oldDirectory, byte[] oldPath, int newDirectory, byte[] newPath, int flags);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(int directory, byte[] path, int flags);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true)]
    internal static partial int RenameAt2(int oldDirectory, byte[] oldPath, int newDirectory, byte[] newPath, uint flags);

    [LibraryImport(Library, EntryPoint = "setxattr", SetLastError = true)]
    internal static partial int SetXattr(byte[] path, byte[] name, byte[] value, nint size, int flags);

    [LibraryImport(Library, EntryPoint = "lsetxattr", SetLastError = true)]
    internal static partial int LSetXattr(byte[] path, byte[] name, byte[] value, nint size, int flags);

    [LibraryImport(Library, EntryPoint = "getxattr", SetLastError = true)]
    internal static partial nint GetXattr(byte[] path, byte[] name, byte[] value, nint size);

    [LibraryImport(Library, EntryPoint = "lgetxattr", SetLastError = true)]
    internal static partial nint LGetXattr(byte[] path, byte[] name, byte[] value, nint size);

    [LibraryImport(Library, EntryPoint = "listxattr", SetLastError = true)]
    internal static partial nint ListXattr(byte[] path, byte[] list, nint size);

    [LibraryImport(Library, EntryPoint = "llistxattr", SetLastError = true)]
    internal static partial nint LListXattr(byte[] path, byte[] list, nint size);

    [LibraryImport(Library, EntryPoint = "removexattr", SetLastError = true)]
    internal static partial int RemoveXattr(byte[] path, byte[] name);

    [LibraryImport(Library, EntryPoint = "lremovexattr", SetLastError = true)]
    internal static partial int LRemoveXattr(byte[] path, byte[] name);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Statx(int directory, byte* path, int flags, uint mask, byte* buffer);

    [LibraryImport(Library, EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDents(int descriptor, byte* buffer, nint size);

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "statfs", SetLastError = true)]
    internal static partial int StatFs(byte[] path, byte[] buffer);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport(Library, EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    [LibraryImport(Library, EntryPoint = "umask")]
    internal static partial int Umask(int mask);

    [LibraryImport(Library, EntryPoint = "chroot", SetLastError = true)]
    internal static partial int Chroot(byte[] path);

    [LibraryImport(Library, EntryPoint = "fchdir", SetLastError = true)]
    internal static partial int FChdir(int descriptor);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    internal static partial uint GetEffectiveUser();
}
