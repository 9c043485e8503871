using UnionFs.Nodes;

namespace UnionFs.Access;

/// <summary>
/// Who may do what: the permission bits and owner rules of Linux (fs/namei.c, fs/attr.c), on the merged inode. No identity means root.
/// Access control lists are kept as attributes but not asked.
/// </summary>
internal static class Permission
{
    internal const int SetUserId = 0x800;
    internal const int SetGroupId = 0x400;
    internal const int Sticky = 0x200;
    internal const int GroupExecute = 0x8;
    private const int AnyExecute = 0x49;

    /// <summary>Whether permission bits and owner rules hold for this caller at all.</summary>
    internal static bool IsBound(Identity? who) => who is { IsSuperuser: false };

    /// <summary>inode_permission: EACCES unless the bits of the caller's class have all that is wanted. The first class that fits decides.</summary>
    internal static FsError Check(Identity? who, Node node, AccessModes wanted)
    {
        int mode = node.Metadata.Mode;
        if (!IsBound(who))
            return (wanted & AccessModes.X_OK) != 0 && node is not DirectoryNode && (mode & AnyExecute) == 0 ? FsError.EACCES : FsError.None;
        int shift = who!.Uid == node.Metadata.Uid ? 6 : who.IsIn(node.Metadata.Gid) ? 3 : 0;
        return ((mode >> shift) & 7 & (int)wanted) == (int)wanted ? FsError.None : FsError.EACCES;
    }

    /// <summary>inode_owner_or_capable.</summary>
    internal static bool Owns(Identity? who, Metadata metadata) => !IsBound(who) || who!.Uid == metadata.Uid;

    /// <summary>in_group_or_capable.</summary>
    internal static bool IsInGroup(Identity? who, uint gid) => !IsBound(who) || who!.IsIn(gid);

    /// <summary>May a name be added to a directory (may_create)?</summary>
    internal static FsError CheckCreate(Identity? who, DirectoryNode directory) => Check(who, directory, AccessModes.W_OK | AccessModes.X_OK);

    /// <summary>May a name be taken out of a directory (may_delete)? In a sticky one only by the owner of the inode or of the directory: EPERM.</summary>
    internal static FsError CheckDelete(Identity? who, DirectoryNode directory, Node node)
    {
        FsError error = CheckCreate(who, directory);
        if (error != FsError.None) return error;
        bool sticky = (directory.Metadata.Mode & Sticky) != 0;
        return sticky && !Owns(who, node.Metadata) && !Owns(who, directory.Metadata) ? FsError.EPERM : FsError.None;
    }

    /// <summary>The mode of a new inode: without the umask's bits; set-group-ID only for members of the group that an inheriting directory gives.</summary>
    internal static int ModeOfNew(Identity? who, int mode, Metadata parent, bool isDirectory)
    {
        int masked = mode & ~(who?.Umask ?? 0);
        bool inherits = (parent.Mode & SetGroupId) != 0;
        if (!inherits) return masked;
        if (isDirectory) return masked | SetGroupId;
        // What was asked for counts, before the umask (vfs_prepare_mode).
        bool asks = (mode & SetGroupId) != 0 && (mode & GroupExecute) != 0;
        return asks && !IsInGroup(who, parent.Gid) ? masked & ~SetGroupId : masked;
    }

    /// <summary>The mode that chmod gives: set-group-ID only for members of the file's group.</summary>
    internal static int ModeOfChange(Identity? who, int mode, Metadata old) => IsInGroup(who, old.Gid) ? mode : mode & ~SetGroupId;

    /// <summary>May owner and group become these (chown_ok, chgrp_ok)? Only root gives files away; an owner may choose among its groups.</summary>
    internal static bool MayOwn(Identity? who, Metadata old, uint? uid, uint? gid)
    {
        if (!IsBound(who)) return true;
        bool owns = who!.Uid == old.Uid;
        if (uid is { } newUid && !(owns && newUid == old.Uid)) return false;
        return gid is not { } newGid || owns && (newGid == old.Gid || who.IsIn(newGid));
    }

    /// <summary>
    /// The mode without the set-ID bits that a change of owner takes away: set-user-ID always, set-group-ID where it means execution as
    /// the group, or the caller is not in it (setattr_should_drop_sgid).
    /// </summary>
    internal static int ModeWithoutSetIds(Identity? who, Metadata metadata)
    {
        int mode = metadata.Mode & ~SetUserId;
        bool drops = (mode & GroupExecute) != 0 || !IsInGroup(who, metadata.Gid);
        return drops ? mode & ~SetGroupId : mode;
    }
}
