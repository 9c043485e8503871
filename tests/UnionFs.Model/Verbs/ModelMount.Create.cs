namespace UnionFs.Model;

public sealed partial class ModelMount
{
    private const int SetUserId = 0x800;
    private const int SetGroupId = 0x400;
    private const int Sticky = 0x200;

    /// <summary>Of a new directory's mode only the permissions and the sticky bit count (vfs_mkdir).</summary>
    public FsError Mkdir(string path, int mode)
    {
        FsError error = New(path, isDirectory: true, out ModelWalk walk);
        if (error != FsError.None) return error;
        Add(walk, NodeKind.Directory, mode & (0x1FF | Sticky));
        return FsError.None;
    }

    /// <summary>may_mknod: a directory is EPERM, what no mknod makes is EINVAL, both before the path is looked at.</summary>
    public FsError Mknod(string path, NodeKind kind, int mode, DeviceNumber device)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        if (kind == NodeKind.Directory) return FsError.EPERM;
        if (kind is NodeKind.Symlink or NodeKind.Whiteout) return FsError.EINVAL;
        FsError error = New(path, isDirectory: false, out ModelWalk walk);
        if (error != FsError.None) return error;
        if (kind == NodeKind.CharDevice && device == default) return FsError.EPERM;
        ModelInode inode = Add(walk, kind, mode);
        if (kind is NodeKind.CharDevice or NodeKind.BlockDevice) inode.Device = device;
        return FsError.None;
    }

    public FsError Symlink(string target, string path)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        if (target.Length == 0) return FsError.ENOENT;
        if (target.Contains('\0')) return FsError.EINVAL;
        if (System.Text.Encoding.UTF8.GetByteCount(target) > 4095) return FsError.ENAMETOOLONG;
        FsError error = New(path, isDirectory: false, out ModelWalk walk);
        if (error != FsError.None) return error;
        Add(walk, NodeKind.Symlink, 0x1FF).Target = target;
        return FsError.None;
    }

    public FsError Link(string existing, string path, bool follow)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        FsError error = NewWalk().Lookup(existing, follow, out ModelInode inode);
        if (error != FsError.None) return error;
        error = New(path, isDirectory: false, out ModelWalk walk);
        if (error != FsError.None) return error;
        if (inode.IsDirectory) return FsError.EPERM;
        if (inode.IsFromLayer) Coverage.Hit("link: inode of a layer");
        inode.Names++;
        Change(inode);
        walk.Directory.Children.Add(walk.Last, inode);
        Touch(walk.Directory);
        return FsError.None;
    }

    /// <summary>filename_create: what exists is EEXIST even where nothing may be written, and a slash asks for a directory.</summary>
    private FsError New(string path, bool isDirectory, out ModelWalk walk)
    {
        walk = NewWalk();
        if (Gate() is not FsError.None and var refused) return refused;
        FsError error = walk.ToParent(path);
        if (error != FsError.None) return error;
        if (walk.Type != LastType.Name) return FsError.EEXIST;
        error = walk.ToLast();
        if (error != FsError.None) return error;
        if (walk.Found is not null) return FsError.EEXIST;
        if (walk.HasSlash && !isDirectory) return FsError.ENOENT;
        return WantWrite();
    }

    /// <summary>A new inode under the last name (inode_init_owner): a set-group-ID directory hands its group down.</summary>
    private ModelInode Add(ModelWalk walk, NodeKind kind, int mode)
    {
        ModelInode parent = walk.Directory;
        var inode = new ModelInode(kind, context.NextId()) { Mode = mode & 0xFFF };
        inode.AccessTime = inode.ModifyTime = inode.ChangeTime = inode.BirthTime = context.Now;
        if ((parent.Mode & SetGroupId) != 0)
        {
            Coverage.Hit("create: in a set-group-ID directory");
            inode.Gid = parent.Gid;
            if (inode.IsDirectory) inode.Mode |= SetGroupId;
        }
        if (inode.IsDirectory) inode.Parent = parent;
        parent.Children.Add(walk.Last, inode);
        Touch(parent);
        return inode;
    }
}
