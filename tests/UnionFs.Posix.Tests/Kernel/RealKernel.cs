using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

/// <summary>The kernel's answers, from a directory that is taken for the root. Belongs to one thread that <see cref="Jail.Isolate"/> was called on.</summary>
internal sealed unsafe partial class RealKernel : IKernelFace
{
    private const int O_TMPFILE = 0x400000 | Libc.O_DIRECTORY | 2;

    private readonly byte[] _hostPath;
    private readonly int _root;
    private readonly int _ticker;
    private readonly Jail _jail;
    private readonly bool _lasts;

    /// <param name="directory">On a tmpfs, and not there yet.</param>
    /// <param name="refusesExecution">Whether it is mounted noexec.</param>
    /// <param name="lasts">Whether the directory may be there already, on any file system, and stays in the end; nothing ticks then.</param>
    internal RealKernel(string directory, bool refusesExecution, bool lasts = false)
    {
        RefusesExecution = refusesExecution;
        _lasts = lasts;
        _hostPath = Terminated(directory);
        int made = Libc.Mkdir(_hostPath, 0x1ED);
        if (!lasts || Libc.Outcome(made) != FsError.EEXIST) Libc.Check(made, $"mkdir {directory}");
        _root = Libc.OpenAt(Libc.AT_FDCWD, _hostPath, Libc.O_DIRECTORY | Libc.O_CLOEXEC | Libc.O_NOATIME, 0);
        Libc.Check(_root, $"open {directory}");
        _ticker = lasts ? -1 : Libc.OpenAt(_root, [(byte)'.', 0], O_TMPFILE | Libc.O_CLOEXEC, 0x180);
        if (!lasts) Libc.Check(_ticker, $"open a temporary file in {directory}");
        _jail = new Jail(_root);
        Array.Fill(_descriptors, -1);
    }

    /// <summary>Whether it is mounted with noexec.</summary>
    internal bool RefusesExecution { get; }

    /// <summary>
    /// Makes later changes show as later times. A change takes a fine stamp only if its inode has been looked at since its last one;
    /// else all get the last fine stamp that anyone took, and a directory takes the stamp of what was removed from it. So somebody
    /// takes a fine one between steps: a nameless file, twice, since the first time may bring it up to the others only.
    /// </summary>
    internal void Tick()
    {
        for (int i = 0; i < 2; i++)
        {
            RealTree.Stat(_ticker, out _).ThrowIfError("");
            Libc.Check(Libc.FChmod(_ticker, 0x180), "fchmod");
        }
    }

    public FsError Stat(string path, bool follow, out InodeView inode)
    {
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return RealTree.Stat(First, bytes, NoFollow(follow) | EmptyPath, out inode);
    }

    public FsError Access(string path, AccessModes modes, bool effective, bool follow)
    {
        byte[] bytes = Terminated(path);
        int flags = NoFollow(follow) | EmptyPath | (effective || _jail.Caller is not null ? Libc.AT_EACCES : 0);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.FAccessAt(First, bytes, (int)modes, flags));
    }

    public FsError ReadLink(string path, out string target)
    {
        var buffer = new byte[4096];
        byte[] bytes = Terminated(path);
        nint length;
        FsError error;
        using (_jail.Enter())
        {
            length = Libc.ReadLinkAt(First, bytes, buffer, buffer.Length);
            error = Libc.Outcome(length);
        }
        target = error == FsError.None ? NameEncoding.Decode(buffer.AsSpan(0, (int)length)) : "";
        return error;
    }

    public FsError ReadDirectory(string path, out List<string> entries)
    {
        entries = [];
        FsError error = OpenFile(path, Libc.O_DIRECTORY, 0, out int descriptor);
        if (error != FsError.None) return error;
        error = RealTree.List(descriptor, out entries);
        _ = Libc.Close(descriptor);
        return error;
    }

    public FsError Mkdir(string path, int mode)
    {
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.MkdirAt(First, bytes, mode));
    }

    public FsError Mknod(string path, NodeKind kind, int mode, DeviceNumber device)
    {
        uint type = kind switch
        {
            NodeKind.File => 0x8000, NodeKind.Directory => 0x4000, NodeKind.Symlink => 0xA000, NodeKind.Fifo => 0x1000,
            NodeKind.Socket => 0xC000, NodeKind.CharDevice => 0x2000, _ => 0x6000,
        };
        byte[] bytes = Terminated(path);
        uint number = device.Minor & 0xFF | device.Major << 8 | (device.Minor & ~0xFFu) << 12;
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.Mknod(First, bytes, type | (uint)mode, number));
    }

    public FsError Symlink(string target, string path)
    {
        byte[] text = Terminated(target);
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.SymlinkAt(text, First, bytes));
    }

    public FsError Link(string existing, string path, bool follow)
    {
        byte[] from = Terminated(existing);
        byte[] to = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.LinkAt(First, from, Second, to, (follow ? Libc.AT_SYMLINK_FOLLOW : 0) | EmptyPath));
    }

    public FsError Unlink(string path) => Remove(path, 0);

    public FsError Rmdir(string path) => Remove(path, Libc.AT_REMOVEDIR);

    public FsError Rename(string from, string to, RenameFlags flags)
    {
        byte[] one = Terminated(from);
        byte[] two = Terminated(to);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.RenameAt2(First, one, Second, two, (uint)flags));
    }

    public TreeView ReadTree(bool details)
    {
        var view = new TreeView();
        RealTree.Stat(_root, out InodeView root).ThrowIfError("/");
        view.Inodes[""] = root;
        if (details) view.Details[""] = RealTree.Xattrs(_hostPath);
        _ = Libc.Seek(_root, 0, 0);
        RealTree.Read(_root, _hostPath, "", view, details);
        for (int slot = 0; slot < IKernelFace.Slots; slot++)
            LookAt(view, slot, details);
        return view;
    }

    /// <summary>Closes what is open and removes the directory, unless it lasts.</summary>
    public void Dispose()
    {
        for (int slot = 0; slot < IKernelFace.Slots; slot++) Close(slot);
        _jail.Dispose();
        if (!_lasts)
        {
            _ = Libc.Seek(_root, 0, 0);
            RealTree.Clear(_root);
            _ = Libc.Close(_ticker);
        }
        _ = Libc.Close(_root);
        if (!_lasts) _ = Libc.UnlinkAt(Libc.AT_FDCWD, _hostPath, Libc.AT_REMOVEDIR);
    }

    private FsError Remove(string path, int flags)
    {
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.UnlinkAt(First, bytes, flags));
    }

    private static int NoFollow(bool follow) => follow ? 0 : Libc.AT_SYMLINK_NOFOLLOW;

    private static byte[] Terminated(string text) => [.. NameEncoding.Encode(text), 0];
}
