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
        // Its own name under another spelling is not in its way.
        bool respells = !exchange && from.Directory == to.Directory && from.FoundName == to.FoundName && to.Last != to.FoundName;
        if (respells) Coverage.Hit("rename: another spelling");
        if (noReplace && !respells && replaced is not null) return FsError.EEXIST;
        if (exchange && replaced is null) return FsError.ENOENT;
        if (exchange && !replaced!.IsDirectory && to.HasSlash) return FsError.ENOTDIR;
        if (!moved.IsDirectory && (from.HasSlash || to.HasSlash && !exchange)) return FsError.ENOTDIR;
        if (IsAtOrAbove(moved, to.Directory)) return FsError.EINVAL;
        if (replaced is not null && IsAtOrAbove(replaced, from.Directory)) return exchange ? FsError.EINVAL : FsError.ENOTEMPTY;

        if (moved == replaced && !respells)
        {
            Coverage.Hit("rename: onto itself or a hard link of it");
            return FsError.None;
        }
        if (replaced is not null && !exchange && !respells)
        {
            if (moved.IsDirectory && !replaced.IsDirectory) return FsError.ENOTDIR;
            if (!moved.IsDirectory && replaced.IsDirectory) return FsError.EISDIR;
            if (replaced.Children.Count > 0) return FsError.ENOTEMPTY;
            LoseName(replaced);
            if (to.Last != to.FoundName) Coverage.Hit("rename: over another spelling");
            to.Directory.Children.Remove(to.FoundName!);
        }
        if (exchange && (MeetsAlike(to, moved) || MeetsAlike(from, replaced!))) return FsError.EEXIST;
        if (moved is { IsDirectory: true, IsFromLayer: true }) Coverage.Hit("rename: directory of a layer");
        if (exchange) Coverage.Hit("rename: exchange");

        from.Directory.Children.Remove(from.FoundName!);
        Place(to.Directory, exchange ? to.FoundName! : to.Last, moved);
        if (exchange) Place(from.Directory, from.FoundName!, replaced!);
        Touch(from.Directory);
        Touch(to.Directory);
        return FsError.None;
    }

    /// <summary>Two directories whose names are alike cannot stand side by side where case is ignored: a layer could not tell them apart.</summary>
    private bool MeetsAlike(ModelWalk place, ModelInode coming) => context.IgnoreCase && coming.IsDirectory && place.Directory.Children.Any(child =>
        ModelNames.Fold(child.Key) == ModelNames.Fold(place.FoundName!) && child.Key != place.FoundName && child.Value.IsDirectory && child.Value != coming);

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
