using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

internal sealed unsafe partial class RealKernel
{
    private const int F_GETFL = 3;
    private const int F_SETFL = 4;

    /// <summary>-1 where nothing is open: a descriptor that is bad for every call.</summary>
    private readonly int[] _descriptors = new int[IKernelFace.Slots];

    public int? Start { get; set; }

    public int? SecondStart { get; set; }

    public int? Itself { get; set; }

    public void Become(Identity? who) => _jail.Caller = who;

    private int First => (Itself ?? Start) is { } slot ? _descriptors[slot] : Libc.AT_FDCWD;

    private int EmptyPath => Itself is null ? 0 : Libc.AT_EMPTY_PATH;

    private int Second => SecondStart is { } slot ? _descriptors[slot] : Libc.AT_FDCWD;

    public FsError Open(int slot, string path, OpenFlags flags, int mode, out NodeKind kind)
    {
        kind = default;
        FsError error = OpenFile(path, (int)flags, mode, out int descriptor);
        if (error != FsError.None) return error;
        RealTree.Stat(descriptor, out InodeView inode).ThrowIfError(path);
        kind = inode.Kind;
        if (kind is not (NodeKind.File or NodeKind.Directory) && (flags & OpenFlags.O_PATH) == 0)
        {
            _ = Libc.Close(descriptor);
            return error;
        }
        Close(slot);
        _descriptors[slot] = descriptor;
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
        using Jail.Stay stay = _jail.Act();
        nint got = Libc.PRead(_descriptors[slot], buffer, count, offset);
        bytes = buffer[..(int)Math.Max(0, got)];
        return Libc.Outcome(got);
    }

    public FsError Write(int slot, long offset, byte[] bytes)
    {
        using Jail.Stay stay = _jail.Act();
        return Whole(Libc.PWrite(_descriptors[slot], bytes, bytes.Length, offset), bytes.Length);
    }

    public FsError SetLength(int slot, long length)
    {
        using Jail.Stay stay = _jail.Act();
        return Libc.Outcome(Libc.FTruncate(_descriptors[slot], length));
    }

    public FsError SetMode(int slot, int mode)
    {
        using Jail.Stay stay = _jail.Act();
        return Libc.Outcome(Libc.FChmod(_descriptors[slot], mode));
    }

    public FsError SetOwner(int slot, uint? uid, uint? gid)
    {
        using Jail.Stay stay = _jail.Act();
        return Libc.Outcome(Libc.FChown(_descriptors[slot], Owner(uid), Owner(gid)));
    }

    public FsError SetTimes(int slot, TimeChoice access, TimeChoice modify)
    {
        Libc.TimeSpec* times = stackalloc Libc.TimeSpec[] { Spec(access), Spec(modify) };
        using Jail.Stay stay = _jail.Act();
        return Libc.Outcome(Libc.UtimensAt(_descriptors[slot], null, times, 0));
    }

    public FsError List(int slot, out List<string> entries) => RealTree.List(_descriptors[slot], out entries);

    /// <summary>
    /// A fifo must not wait for its other end, and reading must not move access times, which the engine leaves alone. That is for owners
    /// to ask, so it is asked afterwards where the caller is not root.
    /// </summary>
    private FsError OpenFile(string path, int flags, int mode, out int descriptor)
    {
        byte[] bytes = Terminated(path);
        int keepTimes = _jail.Caller is null ? Libc.O_NOATIME : 0;
        FsError error;
        using (_jail.Enter())
        {
            descriptor = Libc.OpenAt(First, bytes, flags | Libc.O_NONBLOCK | keepTimes | Libc.O_CLOEXEC, mode);
            error = Libc.Outcome(descriptor);
        }
        if (error == FsError.None && keepTimes == 0 && (flags & Libc.O_PATH) == 0)
            Libc.Check(Libc.FCntl(descriptor, F_SETFL, Libc.FCntl(descriptor, F_GETFL, 0) | Libc.O_NOATIME), "fcntl");
        return error;
    }

    private static FsError Whole(nint written, int count)
    {
        FsError error = Libc.Outcome(written);
        if (error == FsError.None && written != count) throw new IOException($"{written} of {count} bytes were written");
        return error;
    }
}
