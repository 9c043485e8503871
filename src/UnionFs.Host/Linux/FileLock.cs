using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Linux;

/// <summary>What came of asking for a lock.</summary>
internal enum LockOutcome
{
    Had,
    Taken,
    /// <summary>The file system has no locks.</summary>
    Unknown,
}

/// <summary>
/// Locks of flock(2), by which a process says that it is alive: they go with it, however it ends. It shares its lock, since .NET asks for one to read any
/// file and must get it; who asks for all of it learns whether somebody lives.
/// </summary>
internal static class FileLock
{
    private const int SharedNow = 1 | 4; // LOCK_SH | LOCK_NB
    private const int ExclusiveNow = 2 | 4; // LOCK_EX | LOCK_NB

    /// <summary>Locks an open file until it is closed.</summary>
    internal static LockOutcome TryShare(SafeFileHandle file) => Try(file, SharedNow);

    /// <summary>Locks an open file if nobody has it locked.</summary>
    internal static LockOutcome TryTake(SafeFileHandle file) => Try(file, ExclusiveNow);

    /// <summary>Whether a name still leads to an open file: who waited for a lock may have got that of a file that is gone.</summary>
    internal static bool IsStillAt(SafeFileHandle directory, byte[] name, SafeFileHandle file) =>
        HostStat.Of(directory, name, out HostStat there) == 0 && HostStat.Of(file, out HostStat open) == 0 && there.Id == open.Id;

    private static LockOutcome Try(SafeFileHandle file, int operation)
    {
        while (Libc.FLock(file, operation) != 0)
            if (Libc.Errno != Libc.EINTR) return Libc.Errno == Libc.EAGAIN ? LockOutcome.Taken : LockOutcome.Unknown;
        return LockOutcome.Had;
    }
}
