namespace UnionFs.Model;

public sealed partial class ModelMount
{
    public FsError Truncate(string path, long length)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        if (length < 0) return FsError.EINVAL;
        FsError error = Existing(path, follow: true, out ModelInode inode);
        if (error != FsError.None) return error;
        if (inode.IsDirectory) return FsError.EISDIR;
        if (inode.Kind != NodeKind.File) return FsError.EINVAL;
        if (IsReadOnly) return FsError.EROFS;
        // Nothing cut to nothing is not even a touch.
        if (length > 0 || inode.Content.Length > 0) Resize(inode, length);
        return FsError.None;
    }

    public FsError Chmod(string path, int mode, bool follow)
    {
        FsError error = ToChange(path, follow, out ModelInode inode);
        if (error != FsError.None) return error;
        if (inode.Kind == NodeKind.Symlink) return FsError.EOPNOTSUPP;
        SetMode(inode, mode);
        return FsError.None;
    }

    public FsError Chown(string path, uint? uid, uint? gid, bool follow)
    {
        FsError error = ToChange(path, follow, out ModelInode inode);
        if (error == FsError.None) SetOwner(inode, uid, gid);
        return error;
    }

    /// <summary>Where both times are left as they are, utimensat does not even look at the path.</summary>
    public FsError Utimens(string path, TimeChoice access, TimeChoice modify, bool follow)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        if (access.IsOmit && modify.IsOmit) return FsError.None;
        FsError error = ToChange(path, follow, out ModelInode inode);
        if (error == FsError.None) SetTimes(inode, access, modify);
        return error;
    }

    internal void SetMode(ModelInode inode, int mode)
    {
        inode.Mode = mode & 0xFFF;
        Change(inode);
    }

    internal void SetOwner(ModelInode inode, uint? uid, uint? gid)
    {
        inode.Uid = uid ?? inode.Uid;
        inode.Gid = gid ?? inode.Gid;
        if (!inode.IsDirectory)
        {
            bool isGroupExecutable = (inode.Mode & 0x8) != 0;
            inode.Mode &= ~SetUserId;
            if (isGroupExecutable) inode.Mode &= ~SetGroupId;
        }
        Change(inode);
    }

    internal void SetTimes(ModelInode inode, TimeChoice access, TimeChoice modify)
    {
        inode.AccessTime = access.Resolve(inode.AccessTime, context.Now);
        inode.ModifyTime = modify.Resolve(inode.ModifyTime, context.Now);
        Change(inode);
    }

    internal void Resize(ModelInode inode, long length)
    {
        NoteWrite(inode);
        var bytes = new byte[length];
        inode.Content.AsSpan(0, (int)Math.Min(length, inode.Content.Length)).CopyTo(bytes);
        inode.Content = bytes;
        Touch(inode);
    }

    private FsError ToChange(string path, bool follow, out ModelInode inode)
    {
        inode = Root;
        if (Gate() is not FsError.None and var refused) return refused;
        FsError error = Existing(path, follow, out inode);
        return error != FsError.None ? error : WantWrite();
    }
}
