using System.Runtime.InteropServices;

namespace UnionFs.Posix.Tests.Permissions;

/// <summary>
/// The kernel's verbs as one caller, relative to a directory of a real file system. Credentials, umask and working directory are
/// those of this thread alone: Linux keeps credentials a thread, and unshare(CLONE_FS) the rest, so no other test sees them.
/// </summary>
internal sealed partial class KernelCaller : IDisposable
{
    private const int CloneFs = 0x200;
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EffectiveIds = 0x200;
    private const int RemoveDirectory = 0x200;
    private const int NowNanoseconds = 0x3FFFFFFF;
    private const int OmitNanoseconds = 0x3FFFFFFE;

    private readonly string _root;

    /// <summary>To be made and used on one thread that ends with it.</summary>
    internal KernelCaller(string root)
    {
        _root = root;
        Check(unshare(CloneFs), "unshare");
        Check(chdir(root), "chdir");
        _ = umask(0);
    }

    /// <summary>From now on this thread is that caller.</summary>
    internal void Become(Identity who)
    {
        BecomeRoot();
        // The raw calls: those of the C library change every thread of the process.
        uint[] groups = [.. Callers.GroupsOf(who)];
        Check((int)syscall(SetGroups, groups.Length, groups, 0), "setgroups");
        Check((int)syscall(SetGroupIds, -1, (nint)who.Gid, -1), "setresgid");
        Check((int)syscall(SetUserIds, -1, (nint)who.Uid, -1), "setresuid");
        _ = umask(who.Umask);
    }

    internal void BecomeRoot()
    {
        Check((int)syscall(SetUserIds, -1, 0, -1), "setresuid");
        Check((int)syscall(SetGroupIds, -1, 0, -1), "setresgid");
        _ = umask(0);
    }

    public void Dispose()
    {
        BecomeRoot();
        Check(chdir("/"), "chdir");
        Directory.Delete(_root, recursive: true);
    }

    internal FsError Access(string path, AccessModes modes) => Error(faccessat(CurrentDirectory, path, (int)modes, EffectiveIds));

    internal FsError Mkdir(string path, int mode) => Error(mkdir(path, mode));

    internal FsError Mknod(string path, NodeKind kind, int mode) => Error(mknod(path, mode | kind switch
    {
        NodeKind.Fifo => 0x1000,
        NodeKind.CharDevice => 0x2000,
        NodeKind.Socket => 0xC000,
        _ => 0x8000,
    }, kind == NodeKind.CharDevice ? 0x103UL : 0));

    internal FsError Symlink(string target, string path) => Error(symlink(target, path));

    internal FsError Link(string existing, string path) => Error(linkat(CurrentDirectory, existing, CurrentDirectory, path, 0));

    internal FsError Unlink(string path) => Error(unlinkat(CurrentDirectory, path, 0));

    internal FsError Rmdir(string path) => Error(unlinkat(CurrentDirectory, path, RemoveDirectory));

    internal FsError Rename(string from, string to, RenameFlags flags) => Error(renameat2(CurrentDirectory, from, CurrentDirectory, to, (uint)flags));

    internal FsError Chmod(string path, int mode) => Error(chmod(path, mode));

    internal FsError Chown(string path, uint? uid, uint? gid) =>
        Error(fchownat(CurrentDirectory, path, uid ?? uint.MaxValue, gid ?? uint.MaxValue, NoFollow));

    internal FsError Truncate(string path, long length) => Error(truncate(path, length));

    internal FsError Utimens(string path, bool? access, bool? modify) =>
        Error(utimensat(CurrentDirectory, path, [Time(access), Time(modify)], 0));

    internal FsError SetXattr(string path, string name, byte[] value) => Error(setxattr(path, name, value, value.Length, 0));

    internal FsError RemoveXattr(string path, string name) => Error(removexattr(path, name));

    internal FsError GetXattr(string path, string name) => getxattr(path, name, new byte[64], 64) >= 0 ? FsError.None : Last();

    internal FsError ReadDirectory(string path)
    {
        int fd = open(path, (int)(OpenFlags.O_DIRECTORY | OpenFlags.O_RDONLY), 0);
        if (fd < 0) return Last();
        _ = close(fd);
        return FsError.None;
    }

    /// <summary>Opens, writes one byte if the flags allow it, and closes; the error of the opening or of the write.</summary>
    internal FsError OpenAndWrite(string path, OpenFlags flags, int mode, bool resizes)
    {
        int fd = open(path, (int)flags | 0x800 /* O_NONBLOCK: a fifo must not wait */, mode);
        if (fd < 0) return Last();
        FsError error = FsError.None;
        if ((flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) != 0)
            error = resizes ? Error(ftruncate(fd, 3)) : pwrite(fd, [1], 1, 0) == 1 ? FsError.None : Last();
        _ = close(fd);
        return error;
    }

    private static TimeSpec Time(bool? given) => given switch
    {
        null => new TimeSpec(0, OmitNanoseconds),
        true => new TimeSpec(1_000, 0),
        false => new TimeSpec(0, NowNanoseconds),
    };

    private static FsError Error(int result) => result == 0 ? FsError.None : Last();

    private static FsError Last() => (FsError)Marshal.GetLastPInvokeError();

    private static void Check(int result, string call)
    {
        if (result != 0) throw new InvalidOperationException($"{call}: {Last()}");
    }

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static nint SetUserIds => IsArm ? 147 : 117;

    private static nint SetGroupIds => IsArm ? 149 : 119;

    private static nint SetGroups => IsArm ? 159 : 116;

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);

    [LibraryImport("libc", SetLastError = true)] private static partial nint syscall(nint number, nint one, nint two, nint three);
    [LibraryImport("libc", SetLastError = true)] private static partial nint syscall(nint number, nint one, uint[] two, nint three);
    [LibraryImport("libc", SetLastError = true)] private static partial int unshare(int flags);
    [LibraryImport("libc")] private static partial int umask(int mask);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int chdir(string path);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int faccessat(int at, string path, int mode, int flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int mkdir(string path, int mode);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int mknod(string path, int mode, ulong device);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int symlink(string target, string path);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int linkat(int fromAt, string from, int toAt, string to, int flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int unlinkat(int at, string path, int flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int renameat2(int fromAt, string from, int toAt, string to, uint flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int chmod(string path, int mode);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int fchownat(int at, string path, uint uid, uint gid, int flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int truncate(string path, long length);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int utimensat(int at, string path, TimeSpec[] times, int flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int setxattr(string path, string name, byte[] value, nint size, int flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int removexattr(string path, string name);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial nint getxattr(string path, string name, byte[] value, nint size);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int open(string path, int flags, int mode);
    [LibraryImport("libc", SetLastError = true)] private static partial int ftruncate(int fd, long length);
    [LibraryImport("libc", SetLastError = true)] private static partial nint pwrite(int fd, byte[] bytes, nint count, long offset);
    [LibraryImport("libc", SetLastError = true)] private static partial int close(int fd);
}
