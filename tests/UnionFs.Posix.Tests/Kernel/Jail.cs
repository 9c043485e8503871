using System.Runtime.InteropServices;

namespace UnionFs.Posix.Tests.Kernel;

/// <summary>
/// Makes a directory the root for single system calls of this thread, so that absolute links and `..` stay inside it and the kernel's
/// own answer is seen for every path. The process and its other threads keep their root: the thread has a file system context of its
/// own, and is back in the host's root before any other code runs, since the runtime loads what it needs by absolute paths.
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

    /// <summary>Inside until disposed: make one system call, nothing else.</summary>
    internal Stay Enter()
    {
        Libc.Check(Libc.Chroot(Here), "chroot");
        return new Stay(this);
    }

    public void Dispose()
    {
        Libc.Check(Libc.FChdir(_host), "fchdir /");
        _ = Libc.Close(_host);
    }

    private void Leave()
    {
        Libc.Check(Libc.FChdir(_host), "fchdir /");
        Libc.Check(Libc.Chroot(Here), "chroot /");
        Libc.Check(Libc.FChdir(_root), "fchdir back");
    }

    internal readonly ref struct Stay(Jail jail)
    {
        public void Dispose() => jail.Leave();
    }
}
