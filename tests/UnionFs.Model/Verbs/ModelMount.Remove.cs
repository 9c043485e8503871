namespace UnionFs.Model;

public sealed partial class ModelMount
{
    public FsError Unlink(string path)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        ModelWalk walk = NewWalk();
        FsError error = walk.ToParent(path);
        if (error != FsError.None) return error;
        if (walk.Type != LastType.Name) return FsError.EISDIR;
        error = WantWrite();
        if (error == FsError.None) error = walk.ToLast();
        if (error != FsError.None) return error;
        if (walk.Found is not { } inode) return FsError.ENOENT;
        if (inode.IsDirectory) return FsError.EISDIR;
        if (walk.HasSlash) return FsError.ENOTDIR;
        Remove(walk.Directory, walk.FoundName!, inode);
        return FsError.None;
    }

    public FsError Rmdir(string path)
    {
        FsError error = DirectoryToRemove(path, out ModelWalk walk);
        if (error != FsError.None) return error;
        if (walk.Found!.Children.Count > 0) return FsError.ENOTEMPTY;
        Remove(walk.Directory, walk.FoundName!, walk.Found);
        return FsError.None;
    }

    /// <summary>`rm -r`: as unlink for what is no directory; else everything below first, then the directory, at one instant.</summary>
    public FsError RemoveTree(string path)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        FsError error = DirectoryToRemove(path, out ModelWalk walk);
        if (error == FsError.ENOTDIR && walk.Found is not null) return Unlink(path);
        if (error != FsError.None) return error;
        Clear(walk.Found!);
        Remove(walk.Directory, walk.FoundName!, walk.Found!);
        return FsError.None;
    }

    private void Clear(ModelInode directory)
    {
        foreach ((string name, ModelInode child) in directory.Children.ToArray())
        {
            Clear(child);
            Remove(directory, name, child);
        }
    }

    private FsError DirectoryToRemove(string path, out ModelWalk walk)
    {
        walk = NewWalk();
        if (Gate() is not FsError.None and var refused) return refused;
        FsError error = walk.ToParent(path);
        if (error != FsError.None) return error;
        switch (walk.Type)
        {
            case LastType.Root: return FsError.EBUSY;
            case LastType.Dot: return FsError.EINVAL;
            case LastType.DotDot: return FsError.ENOTEMPTY;
        }
        error = WantWrite();
        if (error == FsError.None) error = walk.ToLast();
        if (error != FsError.None) return error;
        if (walk.Found is null) return FsError.ENOENT;
        return walk.Found.IsDirectory ? FsError.None : FsError.ENOTDIR;
    }

    private void Remove(ModelInode parent, string name, ModelInode inode)
    {
        parent.Children.Remove(name);
        Touch(parent);
        LoseName(inode);
    }

    /// <summary>One name less, and the inode knows by its ctime.</summary>
    private void LoseName(ModelInode inode)
    {
        Change(inode);
        if (inode.IsDirectory)
        {
            if (inode.IsFromLayer) Coverage.Hit("remove: directory of a layer");
            (inode.IsRemoved, inode.Parent) = (true, null);
            return;
        }
        inode.Names--;
    }
}
