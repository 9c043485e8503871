namespace UnionFs.Model;

/// <summary>The engine's Unix verbs in the terms of the comparison.</summary>
public sealed class EngineVerbs(FileSystem fileSystem) : IFileVerbs
{
    private readonly PosixVerbs _posix = fileSystem.Posix;

    public FsError Stat(string path, bool follow, out StatRecord stat)
    {
        FsError error = follow ? _posix.Stat(path, out FileStat found) : _posix.LStat(path, out found);
        stat = error == FsError.None ? StatOf(found) : default;
        return error;
    }

    public FsError ReadLink(string path, out string target) => _posix.ReadLink(path, out target);

    public FsError RealPath(string path, out string realPath) => _posix.RealPath(path, out realPath);

    public FsError List(string path, out string listing)
    {
        FsError error = _posix.ReadDirectory(path, out DirectoryListing? entries);
        listing = error == FsError.None ? ListingOf(entries!) : "";
        return error;
    }

    public FsError Open(string path, OpenFlags flags, int mode, out IFileHandle? handle)
    {
        FsError error = _posix.Open(path, flags, out FileHandle? opened, mode);
        handle = opened is null ? null : new EngineHandle(opened);
        return error;
    }

    public FsError Mkdir(string path, int mode) => _posix.Mkdir(path, mode);

    public FsError Mknod(string path, NodeKind kind, int mode, DeviceNumber device) => _posix.Mknod(path, kind, mode, device);

    public FsError Symlink(string target, string path) => _posix.Symlink(target, path);

    public FsError Link(string existing, string path, bool follow) => _posix.Link(existing, path, follow);

    public FsError Unlink(string path) => _posix.Unlink(path);

    public FsError Rmdir(string path) => _posix.Rmdir(path);

    public FsError RemoveTree(string path) => _posix.RemoveTree(path);

    public FsError Rename(string oldPath, string newPath, RenameFlags flags) => _posix.Rename(oldPath, newPath, flags);

    public FsError Truncate(string path, long length) => _posix.Truncate(path, length);

    public FsError Chmod(string path, int mode, bool follow) => _posix.Chmod(path, mode, follow);

    public FsError Chown(string path, uint? uid, uint? gid, bool follow) => _posix.Chown(path, uid, gid, follow);

    public FsError Utimens(string path, TimeChoice access, TimeChoice modify, bool follow) =>
        _posix.Utimens(path, access.ToSetting(), modify.ToSetting(), follow);

    public FsError SetXattr(string path, string name, byte[] value, XattrFlags flags, bool follow) =>
        _posix.SetXattr(path, name, value, flags, follow);

    public FsError RemoveXattr(string path, string name, bool follow) => _posix.RemoveXattr(path, name, follow);

    public FsError GetXattr(string path, string name, bool follow, out byte[] value)
    {
        FsError error = _posix.GetXattr(path, name, out ReadOnlyMemory<byte> bytes, follow);
        value = bytes.ToArray();
        return error;
    }

    public FsError ListXattrs(string path, bool follow, out string xattrs)
    {
        FsError error = _posix.ListXattrs(path, out XattrSet found, follow);
        xattrs = "";
        foreach ((string name, ReadOnlyMemory<byte> value) in found) xattrs += $"{name}={Convert.ToHexString(value.Span)} ";
        return error;
    }

    public FsError ReadContent(string path, out byte[] content)
    {
        FsError error = _posix.ReadContent(path, out Content found);
        content = new byte[found.Length];
        found.Read(0, content);
        return error;
    }

    public FsError WriteContent(string path, byte[] content, int mode) => _posix.WriteContent(path, Content.From(content), mode);

    internal static StatRecord StatOf(in FileStat stat) => new(stat.Kind, stat.Mode, stat.LinkCount, stat.Uid, stat.Gid, stat.Size, stat.Device,
        stat.AccessTime, stat.ModifyTime, stat.ChangeTime, stat.BirthTime, stat.Inode);

    internal static string ListingOf(DirectoryListing entries)
    {
        var text = new System.Text.StringBuilder();
        foreach (DirectoryEntry entry in entries) text.Append(entry.Name).Append(':').Append(entry.Kind).Append(' ');
        return text.ToString();
    }
}

/// <summary>An engine's handle in the terms of the comparison.</summary>
public sealed class EngineHandle(FileHandle handle) : IFileHandle
{
    public FsError Stat(out StatRecord stat)
    {
        FsError error = handle.Stat(out FileStat found);
        stat = error == FsError.None ? EngineVerbs.StatOf(found) : default;
        return error;
    }

    public FsError Read(long offset, int count, out byte[] bytes)
    {
        var buffer = new byte[count];
        FsError error = handle.Read(offset, buffer, out int got);
        bytes = buffer[..got];
        return error;
    }

    public FsError Write(long offset, byte[] bytes) => handle.Write(offset, bytes);

    public FsError Append(byte[] bytes, out long offset) => handle.Append(bytes, out offset);

    public FsError SetLength(long length) => handle.SetLength(length);

    public FsError SetMode(int mode) => handle.SetMode(mode);

    public FsError SetOwner(uint? uid, uint? gid) => handle.SetOwner(uid, gid);

    public FsError SetTimes(TimeChoice access, TimeChoice modify) => handle.SetTimes(access.ToSetting(), modify.ToSetting());

    public FsError List(out string listing)
    {
        FsError error = handle.List(out DirectoryListing entries);
        listing = error == FsError.None ? EngineVerbs.ListingOf(entries) : "";
        return error;
    }

    public void Close() => handle.Dispose();
}
