namespace UnionFs.Writing;

/// <summary>Linux's rules for extended attributes (fs/xattr.c): limits, namespaces, and who may have which.</summary>
internal static class XattrRules
{
    /// <summary>XATTR_NAME_MAX.</summary>
    internal const int MaxNameBytes = 255;

    /// <summary>XATTR_SIZE_MAX.</summary>
    internal const int MaxValueBytes = 65536;

    private static readonly string[] Namespaces = ["user.", "trusted.", "security."];

    /// <summary>What is checked before the path is looked up (import_xattr_name).</summary>
    internal static FsError CheckLength(string name) =>
        name.Length == 0 || name.Length > MaxNameBytes || System.Text.Encoding.UTF8.GetByteCount(name) > MaxNameBytes ? FsError.ERANGE : FsError.None;

    /// <summary>
    /// What is checked once the inode is known (xattr_permission, xattr_resolve_name): the user namespace is for files and directories
    /// only, which a reader learns as ENODATA.
    /// </summary>
    internal static FsError CheckName(string name, NodeKind kind, bool writes)
    {
        if (name.StartsWith("user.", StringComparison.Ordinal) && kind is not (NodeKind.File or NodeKind.Directory))
            return writes ? FsError.EPERM : FsError.ENODATA;
        if (name is "system.posix_acl_access" or "system.posix_acl_default") return FsError.None;
        foreach (string prefix in Namespaces)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return name.Length > prefix.Length ? FsError.None : FsError.EINVAL;
        return FsError.EOPNOTSUPP;
    }
}
