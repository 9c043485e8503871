namespace UnionFs.Model;

public sealed partial class ModelMount
{
    /// <summary>do_renameat2 and vfs_rename, check by check.</summary>
    public FsError Rename(string oldPath, string newPath, RenameFlags flags)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        bool exchange = flags.HasFlag(RenameFlags.RENAME_EXCHANGE);
        bool noReplace = flags.HasFlag(RenameFlags.RENAME_NOREPLACE);
        if ((int)flags is < 0 or > 2) return FsError.EINVAL;

        ModelWalk from = NewWalk();
        FsError error = from.ToParent(oldPath);
        if (error != FsError.None) return error;
        ModelWalk to = NewWalk();
        error = to.ToParent(newPath);
        if (error != FsError.None) return error;
        if (from.Type != LastType.Name) return FsError.EBUSY;
        if (to.Type != LastType.Name) return noReplace ? FsError.EEXIST : FsError.EBUSY;
        error = WantWrite();
        if (error == FsError.None) error = from.ToLast();
        if (error != FsError.None) return error;
        if (from.Found is not { } moved) return FsError.ENOENT;
        error = to.ToLast();
        if (error != FsError.None) return error;
        ModelInode? replaced = to.Found;
        if (noReplace && replaced is not null) return FsError.EEXIST;
        if (exchange && replaced is null) return FsError.ENOENT;
        if (exchange && !replaced!.IsDirectory && to.HasSlash) return FsError.ENOTDIR;
        if (!moved.IsDirectory && (from.HasSlash || to.HasSlash && !exchange)) return FsError.ENOTDIR;
        if (IsAtOrAbove(moved, to.Directory)) return FsError.EINVAL;
        if (replaced is not null && IsAtOrAbove(replaced, from.Directory)) return exchange ? FsError.EINVAL : FsError.ENOTEMPTY;

        if (moved == replaced)
        {
            Coverage.Hit("rename: onto itself or a hard link of it");
            return FsError.None;
        }
        if (replaced is not null && !exchange)
        {
            if (moved.IsDirectory && !replaced.IsDirectory) return FsError.ENOTDIR;
            if (!moved.IsDirectory && replaced.IsDirectory) return FsError.EISDIR;
            if (replaced.Children.Count > 0) return FsError.ENOTEMPTY;
            LoseName(replaced);
        }
        if (moved is { IsDirectory: true, IsFromLayer: true }) Coverage.Hit("rename: directory of a layer");
        if (exchange) Coverage.Hit("rename: exchange");

        from.Directory.Children.Remove(from.Last);
        Place(to.Directory, to.Last, moved);
        if (exchange) Place(from.Directory, from.Last, replaced!);
        Touch(from.Directory);
        Touch(to.Directory);
        return FsError.None;
    }

    private void Place(ModelInode directory, string name, ModelInode inode)
    {
        directory.Children[name] = inode;
        if (inode.IsDirectory) inode.Parent = directory;
        Change(inode);
    }

    private static bool IsAtOrAbove(ModelInode inode, ModelInode directory)
    {
        for (ModelInode? at = directory; at is not null; at = at.Parent)
            if (at == inode) return true;
        return false;
    }
}
