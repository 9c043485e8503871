using UnionFs.Access;
using UnionFs.Nodes;

namespace UnionFs.Writing;

/// <summary>What the attribute verbs do to one inode, reached by path or by handle: the owner rules, and the metadata that comes out.</summary>
internal static partial class Verb
{
    private const string Capability = "security.capability";

    internal static (Metadata?, FsError) WithMode(Transaction tx, Node node, int mode)
    {
        if (node is SymlinkNode) return (null, FsError.EOPNOTSUPP); // Linux keeps no mode for links
        if (!Permission.Owns(tx.Caller, node.Metadata)) return (null, FsError.EPERM);
        return (tx.Changed(node.Metadata) with { Mode = Permission.ModeOfChange(tx.Caller, mode, node.Metadata) }, FsError.None);
    }

    internal static (Metadata?, FsError) WithOwner(Transaction tx, Node node, uint? uid, uint? gid)
    {
        Metadata old = node.Metadata;
        if (!Permission.MayOwn(tx.Caller, old, uid, gid)) return (null, FsError.EPERM);
        int mode = node is DirectoryNode ? old.Mode : Permission.ModeWithoutSetIds(tx.Caller, old);
        // Where nothing but the set-ID bits changes it is still a change of mode.
        if (mode != old.Mode && !Permission.Owns(tx.Caller, old)) return (null, FsError.EPERM);
        XattrSet xattrs = node is DirectoryNode ? old.Xattrs : old.Xattrs.Without(Capability);
        return (tx.Changed(old) with { Mode = mode, Uid = uid ?? old.Uid, Gid = gid ?? old.Gid, Xattrs = xattrs }, FsError.None);
    }

    /// <summary>Given times are the owner's to set; the present time (both) whoever may write sets.</summary>
    internal static (Metadata?, FsError) WithTimes(Transaction tx, Node node, TimeSetting access, TimeSetting modify)
    {
        Metadata old = node.Metadata;
        if (access.IsOmit && modify.IsOmit) return (old, FsError.None);
        if (!Permission.Owns(tx.Caller, old))
        {
            if (!access.IsNow || !modify.IsNow) return (null, FsError.EPERM);
            FsError error = Permission.Check(tx.Caller, node, AccessModes.W_OK);
            if (error != FsError.None) return (null, error);
        }
        return (tx.Changed(old) with { AccessTime = access.Resolve(old.AccessTime, tx.Now), ModifyTime = modify.Resolve(old.ModifyTime, tx.Now) }, FsError.None);
    }

    internal static (Metadata?, FsError) WithXattr(Transaction tx, Node node, string name, ReadOnlyMemory<byte> value, XattrFlags flags)
    {
        FsError error = XattrRules.Check(tx.Caller, name, node, writes: true);
        if (error != FsError.None) return (null, error);
        bool exists = node.Metadata.Xattrs.TryGet(name, out _);
        if ((flags & XattrFlags.XATTR_CREATE) != 0 && exists) return (null, FsError.EEXIST);
        if ((flags & XattrFlags.XATTR_REPLACE) != 0 && !exists) return (null, FsError.ENODATA);
        return (tx.Changed(node.Metadata) with { Xattrs = node.Metadata.Xattrs.With(name, value.Span) }, FsError.None);
    }

    internal static (Metadata?, FsError) WithoutXattr(Transaction tx, Node node, string name)
    {
        FsError error = XattrRules.Check(tx.Caller, name, node, writes: true);
        if (error != FsError.None) return (null, error);
        if (!node.Metadata.Xattrs.TryGet(name, out _)) return (null, FsError.ENODATA);
        return (tx.Changed(node.Metadata) with { Xattrs = node.Metadata.Xattrs.Without(name) }, FsError.None);
    }

    /// <summary>
    /// Metadata after the content changed: the times, and file_remove_privs: set-ID bits go unless root writes, file capabilities go
    /// whoever writes.
    /// </summary>
    internal static Metadata Written(Transaction tx, Metadata old)
    {
        Metadata written = tx.Touched(old);
        if (Permission.IsBound(tx.Caller) && Permission.ModeWithoutSetIds(tx.Caller, old) is var mode && mode != old.Mode)
            written = written with { Mode = mode };
        return old.Xattrs.TryGet(Capability, out _) ? written with { Xattrs = old.Xattrs.Without(Capability) } : written;
    }
}
