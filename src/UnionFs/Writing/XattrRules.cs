namespace UnionFs.Writing;

/// <summary>Linux's rules for extended attributes (fs/xattr.c): limits, namespaces, and who may have which.</summary>
internal static class XattrRules
{
    /// <summary>XATTR_NAME_MAX.</summary>
    internal const int MaxNameBytes = 255;

    /// <summary>XATTR_SIZE_MAX.</summary>
    internal const int MaxValueBytes = 65536;

    private static readonly string[] Namespaces = ["user.", "trusted.", "security."];

    internal static FsError CheckName(string name)
    {
        if (name.Length == 0 || name.Length > MaxNameBytes || System.Text.Encoding.UTF8.GetByteCount(name) > MaxNameBytes) return FsError.ERANGE;
        if (name is "system.posix_acl_access" or "system.posix_acl_default") return FsError.None;
        foreach (string prefix in Namespaces)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return name.Length > prefix.Length ? FsError.None : FsError.EINVAL;
        return FsError.EOPNOTSUPP;
    }

    /// <summary>The user namespace is for files and directories only.</summary>
    internal static FsError CheckTarget(string name, NodeKind kind) =>
        name.StartsWith("user.", StringComparison.Ordinal) && kind is not (NodeKind.File or NodeKind.Directory) ? FsError.EPERM : FsError.None;
}
