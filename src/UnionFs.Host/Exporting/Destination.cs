using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>
/// Where an export writes. A directory that is not there yet, or is empty, is made aside and put in place whole; into any other it is written name by
/// name. Either is opened once, and everything after is relative to that descriptor.
/// </summary>
internal sealed class Destination : IDisposable
{
    private const int Sticky = 0x200;

    private readonly StageDirectory? _stage;
    private readonly string _shown;

    private Destination(string shown, SafeFileHandle directory, StageDirectory? stage) => (_shown, Directory, _stage) = (shown, directory, stage);

    internal SafeFileHandle Directory { get; }

    /// <summary>Whether nobody sees what is written before <see cref="Commit"/>.</summary>
    internal bool IsStaged => _stage is not null;

    /// <summary>Its parent must be there. A link is not followed.</summary>
    internal static Destination Open(string destination, bool mayHoldSomething)
    {
        (byte[] parentPath, byte[] name) = Split(destination);
        int errno = Libc.Open(Libc.WorkingDirectory, parentPath, OpenMode.PathOnly | OpenMode.Directory, out SafeFileHandle parent);
        StageDirectory? stage = null;
        SafeFileHandle? there = null;
        try
        {
            if (errno == 0) errno = HostStat.Of(parent, name, out _);
            else if (errno == Libc.ENOENT) throw new DirectoryNotFoundException($"Could not find a part of the path '{destination}'.");
            if (errno == 0) there = Enter(parent, name, destination);
            else if (errno != Libc.ENOENT) throw HostError.ToException(errno, "make the directory", destination);
            if (there is null || IsEmpty(there, destination, mayHoldSomething) && MayBeReplaced(parent, name, there))
            {
                Leftovers.Clear(parent, destination);
                stage = StageDirectory.TryMake(parent, name, out errno);
                if (stage is null && !(there is not null && errno is Libc.EACCES or Libc.EPERM or Libc.EROFS)) throw HostError.ToException(errno, "make the directory", destination);
            }
            return stage is not null ? new Destination(destination, stage.Directory, stage) : new Destination(destination, there!, null);
        }
        catch
        {
            there?.Dispose();
            throw;
        }
        finally
        {
            if (stage is null) parent.Dispose();
            else there?.Dispose();
        }
    }

    /// <summary>Everything is written.</summary>
    internal void Commit() => _stage?.Commit(_shown);

    public void Dispose()
    {
        _stage?.Dispose();
        Directory.Dispose();
    }

    /// <summary>The path of the parent, and the name in it. A slash at the end would have the kernel follow a link.</summary>
    private static (byte[] Parent, byte[] Name) Split(string destination)
    {
        byte[] path = HostRoot.Encode(destination.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/.");
        int slash = path.AsSpan().LastIndexOf((byte)'/');
        byte[] parent = slash switch
        {
            < 0 => [(byte)'.', 0],
            0 => [(byte)'/', 0],
            _ => Libc.Terminated(path.AsSpan(0, slash)),
        };
        return (parent, path[(slash + 1)..]);
    }

    private static SafeFileHandle Enter(SafeFileHandle parent, byte[] name, string destination)
    {
        int errno = Libc.Open(parent, name, OpenMode.PathOnly | OpenMode.Directory | OpenMode.NoFollow, out SafeFileHandle directory);
        if (errno is Libc.ENOTDIR or Libc.ELOOP) throw new IOException($"'{destination}' is a symbolic link or no directory.", errno);
        return errno == 0 ? directory : throw HostError.ToException(errno, "open the directory", destination);
    }

    /// <exception cref="IOException">It holds something, and must not.</exception>
    private static bool IsEmpty(SafeFileHandle directory, string destination, bool mayHoldSomething)
    {
        try
        {
            using var names = new DirectoryStream(directory, destination);
            if (!names.Next(out _)) return true;
        }
        catch (UnauthorizedAccessException) when (mayHoldSomething)
        {
            return false;
        }
        return mayHoldSomething ? false : throw new IOException($"The directory '{destination}' is not empty.", Libc.ENOTEMPTY);
    }

    /// <summary>
    /// Whether an empty directory can make room for another: a mount point cannot, one that somebody else owns in a sticky directory cannot, and
    /// the working directory would be left as one that is in no file system.
    /// </summary>
    private static bool MayBeReplaced(SafeFileHandle parent, byte[] name, SafeFileHandle there)
    {
        if (name is [(byte)'.', 0] or [(byte)'.', (byte)'.', 0]) return false;
        if (HostStat.Of(there, out HostStat stat) != 0 || HostStat.Of(parent, out HostStat above) != 0 || stat.IsMountRoot) return false;
        if (HostStat.Of(Libc.WorkingDirectory, ".\0"u8, out HostStat working) == 0 && working.Id == stat.Id) return false;
        uint user = Libc.GetEUid();
        return (above.Mode & Sticky) == 0 || user == 0 || user == above.Uid || user == stat.Uid;
    }
}
