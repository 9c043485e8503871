namespace UnionFs.Model;

/// <summary>An open inode: a reference to it, whatever happens to its names.</summary>
public sealed class ModelHandle : IFileHandle
{
    private readonly ModelMount _mount;
    private readonly OpenFlags _flags;
    private bool _isClosed;

    internal ModelHandle(ModelMount mount, ModelInode inode, OpenFlags flags)
    {
        (_mount, _flags, Inode) = (mount, flags, inode);
        mount.Handles.Add(this);
    }

    /// <summary>What is open. A batch that succeeded puts its copy of the inode here.</summary>
    public ModelInode Inode { get; internal set; }

    /// <summary>Whether it was opened on this very tree.</summary>
    internal bool IsOf(ModelMount mount) => _mount == mount;

    private bool CanRead => ((int)_flags & 3) != 1;

    private bool CanWrite => ((int)_flags & 3) != 0;

    private bool IsClosed => _isClosed || _mount.IsEnded;

    public FsError Stat(out StatRecord stat)
    {
        stat = default;
        if (IsClosed) return FsError.EBADF;
        stat = ModelMount.StatOf(Inode);
        return FsError.None;
    }

    /// <summary>pread looks at the offset before it looks at the descriptor.</summary>
    public FsError Read(long offset, int count, out byte[] bytes)
    {
        bytes = [];
        if (offset < 0) return FsError.EINVAL;
        if (IsClosed || !CanRead) return FsError.EBADF;
        if (Inode.IsDirectory) return FsError.EISDIR;
        if (offset < Inode.Content.Length) bytes = Inode.Content.AsSpan((int)offset, (int)Math.Min(count, Inode.Content.Length - offset)).ToArray();
        return FsError.None;
    }

    public FsError Write(long offset, byte[] bytes) => Write(offset, bytes, _flags.HasFlag(OpenFlags.O_APPEND), out _);

    public FsError Append(byte[] bytes, out long offset) => Write(0, bytes, append: true, out offset);

    public FsError SetLength(long length)
    {
        if (length < 0) return FsError.EINVAL;
        if (IsClosed) return FsError.EBADF;
        if (!CanWrite) return FsError.EINVAL;
        if (_mount.Gate() is not FsError.None and var refused) return refused;
        _mount.Resize(Inode, length);
        return FsError.None;
    }

    public FsError SetMode(int mode)
    {
        FsError error = ToChange();
        if (error == FsError.None) _mount.SetMode(Inode, mode);
        return error;
    }

    public FsError SetOwner(uint? uid, uint? gid)
    {
        FsError error = ToChange();
        if (error == FsError.None) _mount.SetOwner(Inode, uid, gid);
        return error;
    }

    public FsError SetTimes(TimeChoice access, TimeChoice modify)
    {
        FsError error = ToChange();
        if (error == FsError.None && !(access.IsOmit && modify.IsOmit)) _mount.SetTimes(Inode, access, modify);
        return error;
    }

    /// <summary>A directory that was removed lists nothing.</summary>
    public FsError List(out string listing)
    {
        listing = "";
        if (IsClosed) return FsError.EBADF;
        if (!Inode.IsDirectory) return FsError.ENOTDIR;
        listing = ModelMount.ListingOf(Inode);
        return FsError.None;
    }

    public void Close()
    {
        _isClosed = true;
        _mount.Handles.Remove(this);
    }

    private FsError Write(long offset, byte[] bytes, bool append, out long at)
    {
        at = offset;
        if (offset < 0) return FsError.EINVAL;
        if (IsClosed || !CanWrite) return FsError.EBADF;
        if (_mount.Gate() is not FsError.None and var refused) return refused;
        if (append) at = Inode.Content.Length;
        if (bytes.Length == 0) return FsError.None;
        _mount.NoteWrite(Inode);
        var content = new byte[Math.Max(Inode.Content.Length, at + bytes.Length)];
        Inode.Content.CopyTo(content, 0);
        bytes.CopyTo(content, at);
        Inode.Content = content;
        _mount.Touch(Inode);
        return FsError.None;
    }

    private FsError ToChange()
    {
        if (IsClosed) return FsError.EBADF;
        return _mount.IsReadOnly ? FsError.EROFS : _mount.Gate();
    }
}
