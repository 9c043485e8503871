using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

internal sealed unsafe partial class RealKernel
{
    /// <summary>-1 where nothing is open: a descriptor that is bad for every call.</summary>
    private readonly int[] _descriptors = new int[IKernelFace.Slots];

    public int? Start { get; set; }

    public int? SecondStart { get; set; }

    private int First => Start is { } slot ? _descriptors[slot] : Libc.AT_FDCWD;

    private int Second => SecondStart is { } slot ? _descriptors[slot] : Libc.AT_FDCWD;

    public FsError Open(int slot, string path, OpenFlags flags, int mode, out NodeKind kind)
    {
        kind = default;
        FsError error = OpenFile(path, (int)flags, mode, out int descriptor);
        if (error != FsError.None) return error;
        RealTree.Stat(descriptor, out InodeView inode).ThrowIfError(path);
        kind = inode.Kind;
        if (kind is NodeKind.File or NodeKind.Directory || (flags & OpenFlags.O_PATH) != 0) _descriptors[slot] = descriptor;
        else _ = Libc.Close(descriptor);
        return error;
    }

    public void Close(int slot)
    {
        if (_descriptors[slot] >= 0) _ = Libc.Close(_descriptors[slot]);
        _descriptors[slot] = -1;
    }

    public FsError Stat(int slot, out InodeView inode) => RealTree.Stat(_descriptors[slot], out inode);

    public FsError Read(int slot, long offset, int count, out byte[] bytes)
    {
        var buffer = new byte[count];
        nint got = Libc.PRead(_descriptors[slot], buffer, count, offset);
        bytes = buffer[..(int)Math.Max(0, got)];
        return Libc.Outcome(got);
    }

    public FsError Write(int slot, long offset, byte[] bytes)
    {
        nint done = Libc.PWrite(_descriptors[slot], bytes, bytes.Length, offset);
        if (done >= 0 && done != bytes.Length) throw new IOException($"pwrite wrote {done} of {bytes.Length} bytes");
        return Libc.Outcome(done);
    }

    public FsError SetLength(int slot, long length) => Libc.Outcome(Libc.FTruncate(_descriptors[slot], length));

    public FsError SetMode(int slot, int mode) => Libc.Outcome(Libc.FChmod(_descriptors[slot], mode));

    public FsError SetOwner(int slot, uint? uid, uint? gid) => Libc.Outcome(Libc.FChown(_descriptors[slot], Owner(uid), Owner(gid)));

    public FsError SetTimes(int slot, TimeChoice access, TimeChoice modify)
    {
        Libc.TimeSpec* times = stackalloc Libc.TimeSpec[] { Spec(access), Spec(modify) };
        return Libc.Outcome(Libc.UtimensAt(_descriptors[slot], null, times, 0));
    }

    public FsError LinkItself(int slot, string path)
    {
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.LinkAt(_descriptors[slot], [0], Libc.AT_FDCWD, bytes, Libc.AT_EMPTY_PATH));
    }

    public FsError List(int slot, out List<string> entries) => RealTree.List(_descriptors[slot], out entries);

    /// <summary>A fifo must not wait for its other end, and reading must not move access times, which the engine leaves alone.</summary>
    private FsError OpenFile(string path, int flags, int mode, out int descriptor)
    {
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        descriptor = Libc.OpenAt(First, bytes, flags | Libc.O_NONBLOCK | Libc.O_NOATIME | Libc.O_CLOEXEC, mode);
        return Libc.Outcome(descriptor);
    }
}
