using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    private const int SetUserIdBit = 0x800;
    private const int GroupExecuteBit = 0x8;

    internal static FsError ChangeMode(Transaction tx, ReadOnlySpan<char> path, int mode, bool follow) =>
        ChangeMetadata(tx, path, follow, node => node is SymlinkNode
            ? (null, FsError.EOPNOTSUPP) // Linux keeps no mode for links
            : (tx.Changed(node.Metadata) with { Mode = mode }, FsError.None));

    /// <summary>Sets owner and group; null leaves one as it is. Set-ID bits of anything but a directory go, as in Linux's chown.</summary>
    internal static FsError ChangeOwner(Transaction tx, ReadOnlySpan<char> path, uint? uid, uint? gid, bool follow) =>
        ChangeMetadata(tx, path, follow, node => (Owned(tx, node, uid, gid), FsError.None));

    /// <summary>Sets the times. Where both are left as they are the path is not even looked at, as in utimensat.</summary>
    internal static FsError ChangeTimes(Transaction tx, ReadOnlySpan<char> path, TimeSetting access, TimeSetting modify, bool follow) =>
        access.IsOmit && modify.IsOmit ? FsError.None : ChangeMetadata(tx, path, follow, node => (Timed(tx, node, access, modify), FsError.None));

    internal static FsError SetXattr(Transaction tx, ReadOnlySpan<char> path, string name, ReadOnlyMemory<byte> value, XattrFlags flags, bool follow)
    {
        if ((flags & ~(XattrFlags.XATTR_CREATE | XattrFlags.XATTR_REPLACE)) != 0) return FsError.EINVAL;
        FsError error = XattrRules.CheckLength(name);
        if (error == FsError.None && value.Length > XattrRules.MaxValueBytes) error = FsError.E2BIG;
        if (error != FsError.None) return error;
        return ChangeXattrs(tx, path, follow, name, xattrs =>
        {
            bool exists = xattrs.TryGet(name, out _);
            if ((flags & XattrFlags.XATTR_CREATE) != 0 && exists) return (null, FsError.EEXIST);
            if ((flags & XattrFlags.XATTR_REPLACE) != 0 && !exists) return (null, FsError.ENODATA);
            return (xattrs.With(name, value.Span), FsError.None);
        });
    }

    internal static FsError RemoveXattr(Transaction tx, ReadOnlySpan<char> path, string name, bool follow)
    {
        FsError error = XattrRules.CheckLength(name);
        if (error != FsError.None) return error;
        return ChangeXattrs(tx, path, follow, name, xattrs =>
            xattrs.TryGet(name, out _) ? (xattrs.Without(name), FsError.None) : (null, FsError.ENODATA));
    }

    internal static Metadata Owned(Transaction tx, Node node, uint? uid, uint? gid)
    {
        Metadata old = node.Metadata;
        int mode = old.Mode;
        if (node is not DirectoryNode)
        {
            mode &= ~SetUserIdBit;
            if ((mode & GroupExecuteBit) != 0) mode &= ~SetGroupIdBit;
        }
        return tx.Changed(old) with { Mode = mode, Uid = uid ?? old.Uid, Gid = gid ?? old.Gid };
    }

    internal static Metadata Timed(Transaction tx, Node node, TimeSetting access, TimeSetting modify)
    {
        Metadata old = node.Metadata;
        if (access.IsOmit && modify.IsOmit) return old;
        return tx.Changed(old) with { AccessTime = access.Resolve(old.AccessTime, tx.Now), ModifyTime = modify.Resolve(old.ModifyTime, tx.Now) };
    }

    private static FsError ChangeXattrs(Transaction tx, ReadOnlySpan<char> path, bool follow, string name, Func<XattrSet, (XattrSet?, FsError)> change) =>
        ChangeMetadata(tx, path, follow, node =>
        {
            FsError error = XattrRules.CheckName(name, node.Kind, writes: true);
            if (error != FsError.None) return (null, error);
            (XattrSet? xattrs, error) = change(node.Metadata.Xattrs);
            return xattrs is null ? (null, error) : (tx.Changed(node.Metadata) with { Xattrs = xattrs }, FsError.None);
        });

    private static FsError ChangeMetadata(Transaction tx, ReadOnlySpan<char> path, bool follow, Func<Node, (Metadata?, FsError)> change)
    {
        var walk = new PathWalk(tx.Tree);
        FsError error = walk.ResolveExisting(path, follow ? LastLink.Follow : LastLink.Keep);
        if (error == FsError.None) error = tx.WantWrite();
        if (error != FsError.None) return error;
        Node node = walk.Node!;
        (Metadata? changed, error) = change(node);
        if (error != FsError.None) return error;
        if (ReferenceEquals(changed, node.Metadata)) return FsError.None;
        string[] names = walk.EntryNames();
        tx.Update(names, walk.Entry!, node.With(changed!));
        tx.NoteInode(FileChangeKind.Attributes, names, walk.Entry!);
        return FsError.None;
    }
}
