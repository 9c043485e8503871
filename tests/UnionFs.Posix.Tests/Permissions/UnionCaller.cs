namespace UnionFs.Posix.Tests.Permissions;

/// <summary>The same verbs through the Unix face, as the same caller.</summary>
internal sealed class UnionCaller(UnionFileSystem fs)
{
    private PosixVerbs _posix = fs.Posix;

    internal void Become(Identity? who) => _posix = fs.As(who).Posix;

    internal FsError Access(string path, AccessModes modes) => _posix.Access(path, modes);

    internal FsError Mkdir(string path, int mode) => _posix.Mkdir(path, mode);

    internal FsError Mknod(string path, NodeKind kind, int mode) =>
        _posix.Mknod(path, kind, mode, kind == NodeKind.CharDevice ? new DeviceNumber(1, 3) : default);

    internal FsError Symlink(string target, string path) => _posix.Symlink(target, path);

    internal FsError Link(string existing, string path) => _posix.Link(existing, path);

    internal FsError Unlink(string path) => _posix.Unlink(path);

    internal FsError Rmdir(string path) => _posix.Rmdir(path);

    internal FsError Rename(string from, string to, RenameFlags flags) => _posix.Rename(from, to, flags);

    internal FsError Chmod(string path, int mode) => _posix.Chmod(path, mode);

    internal FsError Chown(string path, uint? uid, uint? gid) => _posix.Chown(path, uid, gid, followLinks: false);

    internal FsError Truncate(string path, long length) => _posix.Truncate(path, length);

    internal FsError Utimens(string path, bool? access, bool? modify) => _posix.Utimens(path, Time(access), Time(modify));

    internal FsError SetXattr(string path, string name, byte[] value) => _posix.SetXattr(path, name, value);

    internal FsError RemoveXattr(string path, string name) => _posix.RemoveXattr(path, name);

    internal FsError GetXattr(string path, string name) => _posix.GetXattr(path, name, out _);

    internal FsError ReadDirectory(string path) => _posix.ReadDirectory(path, out _);

    internal FsError OpenAndWrite(string path, OpenFlags flags, int mode, bool resizes)
    {
        FsError error = _posix.Open(path, flags, out FileHandle? handle, mode);
        if (error != FsError.None) return error;
        using (handle)
        {
            if (!handle!.CanWrite) return FsError.None;
            return resizes ? handle.SetLength(3) : handle.Write(0, [1]);
        }
    }

    private static TimeSetting Time(bool? given) => given switch
    {
        null => TimeSetting.Omit,
        true => UnixTime.From(DateTimeOffset.FromUnixTimeSeconds(1_000)),
        false => TimeSetting.Now,
    };
}
