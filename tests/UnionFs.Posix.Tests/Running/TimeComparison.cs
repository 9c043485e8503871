using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;

namespace UnionFs.Posix.Tests.Running;

/// <summary>
/// Whether a step moved the times of the same inodes on both sides, and left them the numbers they had. Where the kernel's clock may not
/// have ticked since an inode's last change, a change that does not show is no difference.
/// </summary>
internal sealed class TimeComparison(bool hasFineTimes)
{
    private const int CLOCK_REALTIME_COARSE = 5;

    private Dictionary<long, InodeView> _kernel = [];
    private Dictionary<long, InodeView> _union = [];
    private Dictionary<long, long> _inos = [];
    private UnixTime _clock;

    /// <summary>Call before a step.</summary>
    internal void Start() => _clock = Now();

    /// <summary>Call after a step with trees that are equal otherwise; the first difference, or null.</summary>
    internal string? Finish(TreeView kernel, TreeView union)
    {
        string? difference = null;
        var nextKernel = new Dictionary<long, InodeView>();
        var nextUnion = new Dictionary<long, InodeView>();
        var inos = new Dictionary<long, long>();
        foreach ((string path, InodeView theirs) in kernel.Inodes)
        {
            InodeView ours = union.Inodes[path];
            nextKernel[theirs.Ino] = theirs;
            nextUnion[ours.Ino] = ours;
            inos[theirs.Ino] = ours.Ino;
            if (difference is not null || !_kernel.TryGetValue(theirs.Ino, out InodeView theirOld)) continue;
            if (_inos[theirs.Ino] != ours.Ino)
            {
                difference = $"{path}: the union gave the inode another number";
                continue;
            }
            InodeView ourOld = _union[ours.Ino];
            difference = Compare(path, "ctime", theirOld.Change, theirs.Change, ourOld.Change, ours.Change)
                ?? Compare(path, "mtime", theirOld.Modify, theirs.Modify, ourOld.Modify, ours.Modify);
        }
        (_kernel, _union, _inos) = (nextKernel, nextUnion, inos);
        return difference;
    }

    private string? Compare(string path, string what, UnixTime theirOld, UnixTime theirNew, UnixTime ourOld, UnixTime ourNew)
    {
        bool theirs = theirOld != theirNew;
        bool ours = ourOld != ourNew;
        if (theirs == ours) return null;
        if (ours && !hasFineTimes && theirOld >= _clock) return null;
        return $"{path}: {what} changed {(ours ? "in the union only" : "in the kernel's tree only")}";
    }

    private static UnixTime Now()
    {
        Libc.Check(Libc.ClockGetTime(CLOCK_REALTIME_COARSE, out Libc.TimeSpec time), "clock_gettime");
        return new UnixTime(time.Seconds, (int)time.Nanoseconds);
    }
}
