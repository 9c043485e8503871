using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Writing;

namespace UnionFs;

public sealed partial class FileHandle
{
    /// <summary>A path relative to this open directory (the at-verbs). It stays right while the directory is renamed; in one that was removed nothing is found and nothing made: ENOENT.</summary>
    public PosixPath At(ReadOnlySpan<char> path) => new(path, this);

    /// <summary>What is open, without a name (AT_EMPTY_PATH): for the verbs that look at or change an inode, and to link a file of O_TMPFILE in.</summary>
    public PosixPath Itself => new(default, this, isItself: true);

    /// <summary>fchmod. EPERM for another's file.</summary>
    public FsError SetMode(int mode) => ChangeMetadata((tx, node) => Verb.WithMode(tx, node, mode));

    /// <summary>fchown; null leaves one as it is. EPERM: only root gives files away.</summary>
    public FsError SetOwner(uint? uid, uint? gid) => ChangeMetadata((tx, node) => Verb.WithOwner(tx, node, uid, gid));

    /// <summary>futimens. EPERM, EACCES for another's file.</summary>
    public FsError SetTimes(TimeSetting access, TimeSetting modify) => ChangeMetadata((tx, node) => Verb.WithTimes(tx, node, access, modify));

    /// <summary>fsetxattr; errors as <see cref="PosixVerbs.SetXattr"/>.</summary>
    public FsError SetXattr(string name, ReadOnlyMemory<byte> value, XattrFlags flags = XattrFlags.None)
    {
        FsError error = XattrRules.CheckSetting(name ?? "", value.Length, flags);
        return error != FsError.None ? error : ChangeMetadata((tx, node) => Verb.WithXattr(tx, node, name!, value, flags));
    }

    /// <summary>fremovexattr. ENODATA.</summary>
    public FsError RemoveXattr(string name)
    {
        FsError error = XattrRules.CheckLength(name ?? "");
        return error != FsError.None ? error : ChangeMetadata((tx, node) => Verb.WithoutXattr(tx, node, name!));
    }

    /// <summary>Changes the metadata of what is open. O_PATH handles are refused (EBADF); by <see cref="Itself"/> the kernel allows it.</summary>
    private FsError ChangeMetadata(Func<Transaction, Node, (Metadata?, FsError)> change)
    {
        if (IsClosed || IsPlace) return FsError.EBADF;
        if (_host.IsReadOnly) return FsError.EROFS;
        FsError refused = FsError.None;
        FsError error = Change<Node>(FileChangeKind.Attributes, CurrentState, (tx, node) =>
        {
            (Metadata? metadata, refused) = change(tx, node);
            return refused != FsError.None || ReferenceEquals(metadata, node.Metadata) ? node : node.With(metadata!);
        });
        return error != FsError.None ? error : refused;
    }
}
