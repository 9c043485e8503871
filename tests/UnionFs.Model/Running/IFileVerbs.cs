namespace UnionFs.Model;

/// <summary>The Unix verbs, in terms that both the engine and the model can answer and a test can compare.</summary>
public interface IFileVerbs
{
    FsError Stat(string path, bool follow, out StatRecord stat);
    FsError ReadLink(string path, out string target);
    FsError RealPath(string path, out string realPath);
    FsError List(string path, out string listing);
    FsError Open(string path, OpenFlags flags, int mode, out IFileHandle? handle);
    FsError Mkdir(string path, int mode);
    FsError Mknod(string path, NodeKind kind, int mode, DeviceNumber device);
    FsError Symlink(string target, string path);
    FsError Link(string existing, string path, bool follow);
    FsError Unlink(string path);
    FsError Rmdir(string path);
    FsError RemoveTree(string path);
    FsError Rename(string oldPath, string newPath, RenameFlags flags);
    FsError Truncate(string path, long length);
    FsError Chmod(string path, int mode, bool follow);
    FsError Chown(string path, uint? uid, uint? gid, bool follow);
    FsError Utimens(string path, TimeChoice access, TimeChoice modify, bool follow);
    FsError SetXattr(string path, string name, byte[] value, XattrFlags flags, bool follow);
    FsError RemoveXattr(string path, string name, bool follow);
    FsError GetXattr(string path, string name, bool follow, out byte[] value);
    FsError ListXattrs(string path, bool follow, out string xattrs);
    FsError ReadContent(string path, out byte[] content);
    FsError WriteContent(string path, byte[] content, int mode);
}

/// <summary>An open file or directory of either side.</summary>
public interface IFileHandle
{
    FsError Stat(out StatRecord stat);
    FsError Read(long offset, int count, out byte[] bytes);
    FsError Write(long offset, byte[] bytes);
    FsError Append(byte[] bytes, out long offset);
    FsError SetLength(long length);
    FsError SetMode(int mode);
    FsError SetOwner(uint? uid, uint? gid);
    FsError SetTimes(TimeChoice access, TimeChoice modify);
    FsError List(out string listing);
    void Close();
}

/// <summary>What stat tells. The number is the engine's inode number, or the model's identity: it is compared as a mapping.</summary>
public readonly record struct StatRecord(NodeKind Kind, int Mode, int Links, uint Uid, uint Gid, long Size, DeviceNumber Device,
    UnixTime AccessTime, UnixTime ModifyTime, UnixTime ChangeTime, UnixTime BirthTime, long Number)
{
    public override string ToString() =>
        $"{Kind} {Convert.ToString(Mode, 8)} x{Links} {Uid}:{Gid} {Size} {Device} a={AccessTime} m={ModifyTime} c={ChangeTime} b={BirthTime}";
}

/// <summary>One of the two times of utimens: a time, now (null seconds and IsNow), or left as it is.</summary>
public readonly record struct TimeChoice(bool IsOmit, bool IsNow, UnixTime Time)
{
    public TimeSetting ToSetting() => IsOmit ? TimeSetting.Omit : IsNow ? TimeSetting.Now : TimeSetting.At(Time);

    public UnixTime Resolve(UnixTime old, UnixTime now) => IsOmit ? old : IsNow ? now : Time;

    public override string ToString() => IsOmit ? "omit" : IsNow ? "now" : Time.ToString();
}
