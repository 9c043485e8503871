namespace UnionFs.Model;

public sealed partial class ModelMount
{
    public FsError Stat(string path, bool follow, out StatRecord stat)
    {
        FsError error = Existing(path, follow, out ModelInode inode);
        stat = error == FsError.None ? StatOf(inode) : default;
        return error;
    }

    public FsError ReadLink(string path, out string target)
    {
        target = "";
        FsError error = Existing(path, follow: false, out ModelInode inode);
        if (error != FsError.None) return error;
        if (inode.Kind != NodeKind.Symlink) return FsError.EINVAL;
        target = inode.Target;
        return FsError.None;
    }

    public FsError RealPath(string path, out string realPath)
    {
        realPath = "";
        if (IsEnded) return FsError.EBADF;
        ModelWalk walk = NewWalk();
        FsError error = walk.Lookup(path, follow: true, out ModelInode inode);
        if (error != FsError.None) return error;
        if (inode.IsDirectory) realPath = PathOf(inode);
        else realPath = PathOf(walk.Directory).TrimEnd('/') + "/" + walk.FoundName;
        return FsError.None;
    }

    public FsError List(string path, out string listing)
    {
        listing = "";
        FsError error = Existing(path, follow: true, out ModelInode inode);
        if (error != FsError.None) return error;
        if (!inode.IsDirectory) return FsError.ENOTDIR;
        listing = ListingOf(inode);
        return FsError.None;
    }

    public FsError ReadContent(string path, out byte[] content)
    {
        content = [];
        FsError error = Existing(path, follow: true, out ModelInode inode);
        if (error != FsError.None) return error;
        if (inode.IsDirectory) return FsError.EISDIR;
        if (inode.Kind != NodeKind.File) return FsError.EINVAL;
        content = inode.Content;
        return FsError.None;
    }

    private FsError Existing(string path, bool follow, out ModelInode inode)
    {
        inode = Root;
        return IsEnded ? FsError.EBADF : NewWalk().Lookup(path, follow, out inode);
    }

    private static string PathOf(ModelInode directory)
    {
        string path = "";
        for (ModelInode at = directory; at.Parent is { } parent; at = parent)
        {
            foreach ((string name, ModelInode child) in parent.Children)
                if (child == at) path = "/" + name + path;
        }
        return path.Length == 0 ? "/" : path;
    }
}
