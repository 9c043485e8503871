namespace UnionFs.Posix.Tests.Faces;

internal sealed partial class UnionFace
{
    private readonly FileHandle?[] _handles = new FileHandle?[IKernelFace.Slots];

    public FsError Open(int slot, string path, OpenFlags flags, int mode, out NodeKind kind)
    {
        kind = default;
        FsError error = Posix.Open(First(path), flags, out FileHandle? handle, mode);
        if (error != FsError.None) return error;
        Close(slot);
        _handles[slot] = handle;
        handle!.Stat(out FileStat stat).ThrowIfError(path);
        kind = stat.Kind;
        return error;
    }

    /// <summary>The closed handle stays, and answers as one.</summary>
    public void Close(int slot) => _handles[slot]?.Dispose();

    public FsError Stat(int slot, out InodeView inode)
    {
        FsError error = Handle(slot).Stat(out FileStat stat);
        inode = View(stat);
        return error;
    }

    public FsError Read(int slot, long offset, int count, out byte[] bytes)
    {
        var buffer = new byte[count];
        FsError error = Handle(slot).Read(offset, buffer, out int got);
        bytes = buffer[..got];
        return error;
    }

    public FsError Write(int slot, long offset, byte[] bytes) => Handle(slot).Write(offset, bytes);

    public FsError SetLength(int slot, long length) => Handle(slot).SetLength(length);

    public FsError SetMode(int slot, int mode) => Handle(slot).SetMode(mode);

    public FsError SetOwner(int slot, uint? uid, uint? gid) => Handle(slot).SetOwner(uid, gid);

    public FsError SetTimes(int slot, TimeChoice access, TimeChoice modify) => Handle(slot).SetTimes(access.ToSetting(), modify.ToSetting());

    public FsError List(int slot, out List<string> entries)
    {
        FsError error = Handle(slot).List(out DirectoryListing? listing);
        entries = Lines(listing);
        return error;
    }

    private void LookAt(TreeView view, int slot, bool details)
    {
        if (_handles[slot] is not { } handle || handle.Stat(out FileStat stat) != FsError.None) return;
        string key = TreeView.HandleKey(slot);
        view.Inodes[key] = View(stat);
        if (stat.Kind != NodeKind.File) return;
        string position = handle.Seek(0, SeekOrigin.Current, out long at) == FsError.None ? $"at {at}" : "a place";
        view.Details[key] = details ? $"{position}: {Bytes.DescribeEnds(stat.Size, (offset, count) => Peek(slot, offset, count))}" : position;
    }

    public void Dispose()
    {
        foreach (FileHandle? handle in _handles) handle?.Dispose();
    }

    /// <summary>Where nothing was ever opened, a handle of the root that is closed.</summary>
    private FileHandle Handle(int slot)
    {
        if (_handles[slot] is { } known) return known;
        Root.Open("/", OpenFlags.O_RDONLY, out FileHandle? handle).ThrowIfError("/");
        handle!.Dispose();
        return _handles[slot] = handle;
    }
}
