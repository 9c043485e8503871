namespace UnionFs.Model;

public sealed partial class ModelMount
{
    public FsError Open(string path, OpenFlags flags, int mode, out IFileHandle? handle)
    {
        FsError error = Open(path, flags, mode, out ModelInode? inode);
        handle = error == FsError.None ? new ModelHandle(this, inode!, flags) : null;
        return error;
    }

    /// <summary>Makes or replaces a file: open with O_CREAT and O_TRUNC, write, close.</summary>
    public FsError WriteContent(string path, byte[] content, int mode)
    {
        FsError error = Open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC, mode, out ModelInode? inode);
        if (error != FsError.None) return error;
        inode!.Content = content;
        Touch(inode);
        return FsError.None;
    }

    /// <summary>build_open_flags, open_last_lookups, do_open and may_open, in their order.</summary>
    private FsError Open(string path, OpenFlags flags, int mode, out ModelInode? inode)
    {
        inode = null;
        if (Gate() is not FsError.None and var refused) return refused;
        bool create = flags.HasFlag(OpenFlags.O_CREAT);
        bool exclusive = create && flags.HasFlag(OpenFlags.O_EXCL);
        bool truncate = flags.HasFlag(OpenFlags.O_TRUNC);
        int access = (int)flags & 3;
        if (access == 3) return FsError.EINVAL;
        bool writes = access != 0 || truncate;
        bool mustBeDirectory = flags.HasFlag(OpenFlags.O_DIRECTORY);
        if (create && mustBeDirectory) return FsError.EINVAL;
        bool follow = !exclusive && !flags.HasFlag(OpenFlags.O_NOFOLLOW);

        ModelWalk walk = NewWalk();
        FsError error = walk.ToParent(path);
        if (error != FsError.None) return error;
        while (true)
        {
            if (walk.Type != LastType.Name)
            {
                inode = walk.Dots();
                break;
            }
            if (walk.HasSlash)
            {
                if (create) return FsError.EISDIR;
                follow = mustBeDirectory = true;
            }
            error = walk.ToLast();
            if (error != FsError.None) return error;
            if (walk.Found is null)
            {
                if (!create) return FsError.ENOENT;
                if (IsReadOnly) return FsError.EROFS;
                inode = Add(walk, NodeKind.File, mode);
                return FsError.None;
            }
            inode = walk.Found;
            if (inode.Kind != NodeKind.Symlink || !follow) break;
            error = walk.Follow(inode);
            if (error != FsError.None) return error;
        }

        if (exclusive) return FsError.EEXIST;
        if (create && inode.IsDirectory) return FsError.EISDIR;
        if (mustBeDirectory && !inode.IsDirectory) return FsError.ENOTDIR;
        if (inode.Kind == NodeKind.Symlink) return FsError.ELOOP;
        if (inode.IsDirectory && writes) return FsError.EISDIR;
        if (inode.IsSpecial) return FsError.ENXIO;
        if (writes && IsReadOnly) return FsError.EROFS;
        if (truncate)
        {
            NoteWrite(inode);
            inode.Content = [];
            Touch(inode);
        }
        return FsError.None;
    }

    internal void NoteWrite(ModelInode inode)
    {
        if (inode is { IsFromLayer: true, Names: > 1 }) Coverage.Hit("write: hard-linked file of a layer");
        if (!inode.IsDirectory && inode.Names == 0) Coverage.Hit("write: file without a name");
    }
}
