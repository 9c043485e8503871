using UnionFs.Access;
using UnionFs.Nodes;

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

    /// <summary>What setxattr checks before the path is looked up.</summary>
    internal static FsError CheckSetting(string name, int length, XattrFlags flags)
    {
        if ((flags & ~(XattrFlags.XATTR_CREATE | XattrFlags.XATTR_REPLACE)) != 0) return FsError.EINVAL;
        FsError error = CheckLength(name);
        return error == FsError.None && length > MaxValueBytes ? FsError.E2BIG : error;
    }

    /// <summary>
    /// What is checked once the inode is known (xattr_permission, xattr_resolve_name, cap_inode_setxattr): the user namespace is for files
    /// and directories only, which a reader learns as ENODATA; trusted is root's alone; security is root's to write.
    /// </summary>
    internal static FsError Check(Identity? who, string name, Node node, bool writes)
    {
        FsError denied = writes ? FsError.EPERM : FsError.ENODATA;
        bool isSecurity = name.StartsWith("security.", StringComparison.Ordinal);
        if (name.StartsWith("trusted.", StringComparison.Ordinal))
        {
            if (Permission.IsBound(who)) return denied;
        }
        else if (!isSecurity && !name.StartsWith("system.", StringComparison.Ordinal))
        {
            if (name.StartsWith("user.", StringComparison.Ordinal))
            {
                if (node is not (FileNode or DirectoryNode)) return denied;
                if (writes && node is DirectoryNode && (node.Metadata.Mode & Permission.Sticky) != 0 && !Permission.Owns(who, node.Metadata)) return FsError.EPERM;
            }
            FsError error = Permission.Check(who, node, writes ? AccessModes.W_OK : AccessModes.R_OK);
            if (error != FsError.None) return error;
        }
        FsError known = CheckNamespace(name);
        if (known != FsError.None || !writes || !Permission.IsBound(who)) return known;
        return isSecurity || name.StartsWith("system.", StringComparison.Ordinal) && !Permission.Owns(who, node.Metadata) ? FsError.EPERM : FsError.None;
    }

    /// <summary>Whether a caller sees an attribute listed: trusted ones are root's alone.</summary>
    internal static bool IsListed(Identity? who, string name) =>
        !Permission.IsBound(who) || !name.StartsWith("trusted.", StringComparison.Ordinal);

    private static FsError CheckNamespace(string name)
    {
        if (name is "system.posix_acl_access" or "system.posix_acl_default") return FsError.None;
        foreach (string prefix in Namespaces)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return name.Length > prefix.Length ? FsError.None : FsError.EINVAL;
        return FsError.EOPNOTSUPP;
    }
}
