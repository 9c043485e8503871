using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>
/// A directory beside the destination that takes its place at the end, by one rename. It is locked (flock) as long as its process lives, so what has
/// its name and no lock was abandoned; see <see cref="Leftovers"/>.
/// </summary>
internal sealed class StageDirectory : IDisposable
{
    /// <summary>
    /// 01700 while it is being filled. The sticky bit means nothing on a directory that is its owner's alone, and only the owner can set it: so nobody
    /// gets another directory taken for a stage by giving it such a name.
    /// </summary>
    private const int Mark = 0x3C0;
    private const int SetGroupId = 0x400; // inherited from the parent

    private readonly SafeFileHandle _parent;
    private readonly SafeFileHandle _file;
    private readonly byte[] _name;
    private readonly byte[] _final;
    private bool _isCommitted;

    private StageDirectory(SafeFileHandle parent, byte[] final, byte[] name, SafeFileHandle file) => (_parent, _final, _name, _file) = (parent, final, name, file);

    internal SafeFileHandle Directory => _file;

    internal static bool IsMarked(in HostStat stat) => stat.Kind == NodeKind.Directory && (stat.Mode & ~SetGroupId) == Mark;

    /// <summary>Makes one in <paramref name="parent"/>, which is its own from then on, for the name <paramref name="final"/>. Null, and the errno, where that cannot be.</summary>
    internal static StageDirectory? TryMake(SafeFileHandle parent, byte[] final, out int errno)
    {
        while (true)
        {
            byte[] name = AsideName.New();
            errno = Libc.MkdirAt(parent, name, Mark) == 0 ? 0 : Libc.Errno;
            if (errno == Libc.EEXIST) continue;
            if (errno != 0) return null;
            errno = Libc.Open(parent, name, OpenMode.ReadOnly | OpenMode.Directory | OpenMode.NoFollow, out SafeFileHandle file);
            // Until it is locked, another export may take it for abandoned.
            if (errno == 0 && FileLock.TryShare(file) != LockOutcome.Taken && FileLock.IsStillAt(parent, name, file)) return new StageDirectory(parent, final, name, file);
            file.Dispose();
            if (errno is 0 or Libc.ENOENT) continue;
            _ = Libc.UnlinkAt(parent, name, Libc.AtRemoveDir);
            return null;
        }
    }

    /// <summary>Gives it the destination's name: until then nothing is there, or an empty directory; from then on everything.</summary>
    internal void Commit(string destination)
    {
        if (!FileLock.IsStillAt(_parent, _name, _file)) throw new IOException($"'{destination}' was replaced by something else while it was being written.");
        if (Libc.RenameAt(_parent, _name, _parent, _final) != 0) throw HostError.ToException(Libc.Errno, "put in place the directory", destination);
        _isCommitted = true;
    }

    /// <summary>Without <see cref="Commit"/> it goes with all that is in it.</summary>
    public void Dispose()
    {
        if (!_isCommitted) TreeRemoval.TryRemove(_parent, _name);
        _file.Dispose();
        _parent.Dispose();
    }
}
