using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

internal sealed unsafe partial class RealKernel
{
    private const long UTIME_NOW = (1 << 30) - 1;
    private const long UTIME_OMIT = (1 << 30) - 2;

    public FsError Truncate(string path, long length)
    {
        if (Itself is { } slot) return SetLength(slot, length);
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.Truncate(bytes, length));
    }

    public FsError Chmod(string path, int mode, bool follow)
    {
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.FChmodAt(First, bytes, mode, NoFollow(follow) | EmptyPath));
    }

    public FsError Chown(string path, uint? uid, uint? gid, bool follow)
    {
        byte[] bytes = Terminated(path);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.FChownAt(First, bytes, Owner(uid), Owner(gid), NoFollow(follow) | EmptyPath));
    }

    public FsError Utimens(string path, TimeChoice access, TimeChoice modify, bool follow)
    {
        byte[] bytes = Terminated(path);
        Libc.TimeSpec* times = stackalloc Libc.TimeSpec[] { Spec(access), Spec(modify) };
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(Libc.UtimensAt(First, bytes, times, NoFollow(follow) | EmptyPath));
    }

    public FsError SetXattr(string path, string name, byte[] value, XattrFlags flags, bool follow)
    {
        byte[] bytes = Terminated(path);
        byte[] key = Terminated(name);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(follow
            ? Libc.SetXattr(bytes, key, value, value.Length, (int)flags)
            : Libc.LSetXattr(bytes, key, value, value.Length, (int)flags));
    }

    public FsError GetXattr(string path, string name, bool follow, out byte[] value)
    {
        byte[] bytes = Terminated(path);
        byte[] key = Terminated(name);
        var buffer = new byte[1 << 16];
        using Jail.Stay stay = _jail.Enter();
        nint length = follow ? Libc.GetXattr(bytes, key, buffer, buffer.Length) : Libc.LGetXattr(bytes, key, buffer, buffer.Length);
        value = buffer[..(int)Math.Max(0, length)];
        return Libc.Outcome(length);
    }

    public FsError ListXattrs(string path, bool follow, out List<string> names)
    {
        byte[] bytes = Terminated(path);
        var buffer = new byte[1 << 16];
        nint length;
        FsError error;
        using (_jail.Enter())
        {
            length = follow ? Libc.ListXattr(bytes, buffer, buffer.Length) : Libc.LListXattr(bytes, buffer, buffer.Length);
            error = Libc.Outcome(length);
        }
        names = RealTree.SplitList(buffer.AsSpan(0, (int)Math.Max(0, length)));
        return error;
    }

    public FsError RemoveXattr(string path, string name, bool follow)
    {
        byte[] bytes = Terminated(path);
        byte[] key = Terminated(name);
        using Jail.Stay stay = _jail.Enter();
        return Libc.Outcome(follow ? Libc.RemoveXattr(bytes, key) : Libc.LRemoveXattr(bytes, key));
    }

    private static uint Owner(uint? id) => id ?? uint.MaxValue;

    private static Libc.TimeSpec Spec(TimeChoice time) => new()
    {
        Seconds = time.Value.Seconds,
        Nanoseconds = time.IsOmit ? UTIME_OMIT : time.IsNow ? UTIME_NOW : time.Value.Nanoseconds,
    };
}
