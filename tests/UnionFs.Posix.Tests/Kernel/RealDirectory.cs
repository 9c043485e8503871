using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

/// <summary>A directory of this run on a tmpfs, where each script gets a fresh one; all of it goes in the end.</summary>
internal sealed class RealDirectory : IDisposable
{
    private const long TMPFS_MAGIC = 0x01021994;
    private const long ST_NOEXEC = 8;
    private const int MountType = 0;
    private const int MountFlags = 80;

    private static readonly Version FirstKernel = new(6, 6);

    private readonly string _path;
    private readonly bool _refusesExecution;
    private int _made;

    private RealDirectory(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
        HasFineTimes = ProbeTimes();
        _refusesExecution = (MountField(path, MountFlags) & ST_NOEXEC) != 0;
    }

    /// <summary>
    /// Whether a change after a look always shows as another time (multigrain timestamps, Linux 6.13). If not, it does so only when
    /// the coarse clock has ticked.
    /// </summary>
    internal bool HasFineTimes { get; }

    /// <summary>Null, and why, where the comparison cannot be made.</summary>
    internal static RealDirectory? TryMake(out string reason)
    {
        reason = !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "Linux on x86-64"
            : Environment.OSVersion.Version < FirstKernel ? $"Linux {FirstKernel}, which has user attributes on tmpfs and fchmodat2"
            : Libc.GetEffectiveUser() != 0 ? "root, whom the engine takes its caller for"
            : "";
        if (reason.Length > 0) return null;
        foreach (string folder in new[] { "/dev/shm", Path.GetTempPath() })
            if (IsTmpfs(folder)) return new RealDirectory(Path.Combine(folder, $"unionfs-{Guid.NewGuid():N}"));
        reason = "a tmpfs at /dev/shm or at the temporary folder";
        return null;
    }

    /// <summary>An empty tree for the thread that asks.</summary>
    internal RealKernel Fresh() => new(Path.Combine(_path, Interlocked.Increment(ref _made).ToString(System.Globalization.CultureInfo.InvariantCulture)), _refusesExecution);

    public void Dispose()
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(_path), 0];
        int descriptor = Libc.OpenAt(Libc.AT_FDCWD, path, Libc.O_DIRECTORY | Libc.O_CLOEXEC, 0);
        Libc.Check(descriptor, _path);
        RealTree.Clear(descriptor);
        _ = Libc.Close(descriptor);
        Libc.Check(Libc.UnlinkAt(Libc.AT_FDCWD, path, Libc.AT_REMOVEDIR), _path);
    }

    private static bool IsTmpfs(string folder) => MountField(folder, MountType) == TMPFS_MAGIC;

    /// <summary>A field of struct statfs; 0 where nothing is there.</summary>
    private static long MountField(string folder, int offset)
    {
        var buffer = new byte[256];
        return Libc.StatFs([.. Encoding.UTF8.GetBytes(folder), 0], buffer) == 0 ? BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(offset)) : 0;
    }

    /// <summary>Many changes in a row, far more than the coarse clock has ticks for.</summary>
    private bool ProbeTimes()
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(_path), 0];
        RealTree.Stat(Libc.AT_FDCWD, path, 0, out InodeView last).ThrowIfError(_path);
        for (int i = 0; i < 100; i++)
        {
            _ = Libc.FChmodAt(path, 0x1C0, 0);
            RealTree.Stat(Libc.AT_FDCWD, path, 0, out InodeView next).ThrowIfError(_path);
            if (next.Change == last.Change) return false;
            last = next;
        }
        return true;
    }
}
