namespace UnionFs.Model;

public sealed partial class ModelMount
{
    /// <summary>
    /// fs/xattr.c: flags, the name's length and the value's are checked before the path is looked up; whether the name is one that
    /// this inode may have, and whether its namespace exists, after it.
    /// </summary>
    public FsError SetXattr(string path, string name, byte[] value, XattrFlags flags, bool follow)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        if (((int)flags & ~3) != 0) return FsError.EINVAL;
        FsError error = CheckLength(name);
        if (error == FsError.None && value.Length > 65536) error = FsError.E2BIG;
        if (error != FsError.None) return error;
        error = ToChange(path, follow, out ModelInode inode);
        if (error == FsError.None) error = CheckName(name, inode, writes: true);
        if (error != FsError.None) return error;
        bool exists = inode.Xattrs.ContainsKey(name);
        if (exists && flags.HasFlag(XattrFlags.XATTR_CREATE)) return FsError.EEXIST;
        if (!exists && flags.HasFlag(XattrFlags.XATTR_REPLACE)) return FsError.ENODATA;
        inode.Xattrs[name] = value;
        Change(inode);
        return FsError.None;
    }

    public FsError RemoveXattr(string path, string name, bool follow)
    {
        if (Gate() is not FsError.None and var refused) return refused;
        FsError error = CheckLength(name);
        if (error != FsError.None) return error;
        error = ToChange(path, follow, out ModelInode inode);
        if (error == FsError.None) error = CheckName(name, inode, writes: true);
        if (error != FsError.None) return error;
        if (!inode.Xattrs.Remove(name)) return FsError.ENODATA;
        Change(inode);
        return FsError.None;
    }

    public FsError GetXattr(string path, string name, bool follow, out byte[] value)
    {
        value = [];
        if (IsEnded) return FsError.EBADF;
        FsError error = CheckLength(name);
        if (error != FsError.None) return error;
        error = Existing(path, follow, out ModelInode inode);
        if (error == FsError.None) error = CheckName(name, inode, writes: false);
        if (error != FsError.None) return error;
        if (!inode.Xattrs.TryGetValue(name, out byte[]? found)) return FsError.ENODATA;
        value = found;
        return FsError.None;
    }

    public FsError ListXattrs(string path, bool follow, out string xattrs)
    {
        xattrs = "";
        FsError error = Existing(path, follow, out ModelInode inode);
        if (error != FsError.None) return error;
        foreach ((string name, byte[] value) in inode.Xattrs) xattrs += $"{name}={Convert.ToHexString(value)} ";
        return FsError.None;
    }

    /// <summary>import_xattr_name.</summary>
    private static FsError CheckLength(string name) =>
        name.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(name) > 255 ? FsError.ERANGE : FsError.None;

    /// <summary>xattr_permission, then xattr_resolve_name.</summary>
    private static FsError CheckName(string name, ModelInode inode, bool writes)
    {
        bool isUser = name.StartsWith("user.", StringComparison.Ordinal);
        if (isUser && inode.Kind is not (NodeKind.File or NodeKind.Directory)) return writes ? FsError.EPERM : FsError.ENODATA;
        if (!isUser && !name.StartsWith("trusted.", StringComparison.Ordinal) && !name.StartsWith("security.", StringComparison.Ordinal))
            return FsError.EOPNOTSUPP;
        return name.EndsWith('.') && name.IndexOf('.', StringComparison.Ordinal) == name.Length - 1 ? FsError.EINVAL : FsError.None;
    }
}
