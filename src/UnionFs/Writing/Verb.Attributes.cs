using UnionFs.Access;
using UnionFs.Nodes;
using UnionFs.Opening;
using UnionFs.Trees;

namespace UnionFs.Writing;

internal static partial class Verb
{
    internal static FsError ChangeMode(Transaction tx, TreePath path, int mode, bool follow) =>
        ChangeMetadata(tx, path, follow, node => WithMode(tx, node, mode));

    /// <summary>Sets owner and group; null leaves one as it is. Set-ID bits of anything but a directory go, as in Linux's chown.</summary>
    internal static FsError ChangeOwner(Transaction tx, TreePath path, uint? uid, uint? gid, bool follow) =>
        ChangeMetadata(tx, path, follow, node => WithOwner(tx, node, uid, gid));

    /// <summary>Sets the times. Where both are left as they are the path is not even looked at, as in utimensat.</summary>
    internal static FsError ChangeTimes(Transaction tx, TreePath path, TimeSetting access, TimeSetting modify, bool follow) =>
        access.IsOmit && modify.IsOmit ? FsError.None : ChangeMetadata(tx, path, follow, node => WithTimes(tx, node, access, modify));

    internal static FsError SetXattr(Transaction tx, TreePath path, string name, ReadOnlyMemory<byte> value, XattrFlags flags, bool follow)
    {
        FsError error = XattrRules.CheckSetting(name, value.Length, flags);
        return error != FsError.None ? error : ChangeMetadata(tx, path, follow, node => WithXattr(tx, node, name, value, flags));
    }

    internal static FsError RemoveXattr(Transaction tx, TreePath path, string name, bool follow)
    {
        FsError error = XattrRules.CheckLength(name);
        return error != FsError.None ? error : ChangeMetadata(tx, path, follow, node => WithoutXattr(tx, node, name));
    }

    private static FsError ChangeMetadata(Transaction tx, TreePath path, bool follow, Func<Node, (Metadata?, FsError)> change)
    {
        var walk = new PathWalk(tx.Tree, tx.Caller);
        FsError error = walk.ResolveExisting(path, follow ? LastLink.Follow : LastLink.Keep);
        if (error == FsError.None) error = tx.WantWrite();
        if (error != FsError.None) return error;
        Node node = walk.Node!;
        (Metadata? changed, error) = change(node);
        if (error != FsError.None || ReferenceEquals(changed, node.Metadata)) return error;
        if (walk.RemovedStart is OpenInode removed)
        {
            tx.UpdateOrphan(removed, node, node.With(changed!));
            return FsError.None;
        }
        string[] names = walk.EntryNames();
        tx.Update(names, walk.Entry!, node.With(changed!));
        tx.NoteInode(FileChangeKind.Attributes, names, walk.Entry!);
        return FsError.None;
    }
}
