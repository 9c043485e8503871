using System.Runtime.InteropServices;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

/// <summary>
/// Makes a directory the root for single system calls of this thread, so that absolute links and `..` stay inside it and the kernel's
/// own answer is seen for every path. The process and its other threads keep their root: the thread has a file system context of its
/// own, and is back in the host's root before any other code runs, since the runtime loads what it needs by absolute paths.
/// The same with credentials: a call is made as another caller, and the thread is root again.
/// </summary>
internal sealed class Jail : IDisposable
{
    private const int CLONE_FS = 0x200;

    private static readonly byte[] Here = [(byte)'.', 0];

    private readonly int _host;
    private readonly int _root;

    internal Jail(int root)
    {
        _root = root;
        _host = Libc.OpenAt(Libc.AT_FDCWD, [(byte)'/', 0], Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_CLOEXEC, 0);
        Libc.Check(_host, "open /");
        Libc.Check(Libc.FChdir(root), "fchdir");
    }

    /// <summary>Gives this thread a root, a working directory and a umask of its own, for good. The umask is 0, as the engine has none.</summary>
    internal static void Isolate()
    {
        // No symbol may have to be looked for while the root is another one.
        Marshal.PrelinkAll(typeof(Libc));
        Libc.Check(Libc.Unshare(CLONE_FS), "unshare");
        _ = Libc.Umask(0);
    }

    /// <summary>Who makes the calls; null is root.</summary>
    internal Identity? Caller { get; set; }

    /// <summary>Inside and the caller until disposed: make one system call, nothing else.</summary>
    internal Stay Enter()
    {
        Libc.Check(Libc.Chroot(Here), "chroot");
        Assume();
        return new Stay(this, isInside: true);
    }

    /// <summary>The caller until disposed, for a call that takes no path.</summary>
    internal Stay Act()
    {
        Assume();
        return new Stay(this, isInside: false);
    }

    public void Dispose()
    {
        Libc.Check(Libc.FChdir(_host), "fchdir /");
        _ = Libc.Close(_host);
    }

    private void Assume()
    {
        if (Caller is null) return;
        Libc.Check(Libc.SetGroups(Callers.GroupsOf(Caller)), "setgroups");
        Libc.Check(Libc.SetEffectiveGroup(Caller.Gid), "setresgid");
        _ = Libc.Umask(Caller.Umask);
        Libc.Check(Libc.SetEffectiveUser(Caller.Uid), "setresuid");
    }

    private void Leave(bool isInside)
    {
        if (Caller is not null)
        {
            Libc.Check(Libc.SetEffectiveUser(0), "setresuid");
            Libc.Check(Libc.SetEffectiveGroup(0), "setresgid");
            _ = Libc.Umask(0);
        }
        if (!isInside) return;
        Libc.Check(Libc.FChdir(_host), "fchdir /");
        Libc.Check(Libc.Chroot(Here), "chroot /");
        Libc.Check(Libc.FChdir(_root), "fchdir back");
    }

    internal readonly ref struct Stay(Jail jail, bool isInside)
    {
        public void Dispose() => jail.Leave(isInside);
    }
}
