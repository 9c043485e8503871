namespace UnionFs.Nodes;

/// <summary>An immutable thing in a layer or a tree. It carries no name, so a rename clones nothing below it.</summary>
/// <param name="stamp">The inode number, with <see cref="InodeMarks"/>.</param>
/// <param name="metadata">Mode, owner, times, extended attributes.</param>
internal abstract class Node(long stamp, Metadata metadata)
{
    /// <summary>The inode number: survives copy-up, rename, snapshot and fork.</summary>
    internal long Ino => stamp & ~InodeMarks.All;

    private protected long Stamp => stamp;

    internal Metadata Metadata => metadata;

    internal abstract NodeKind Kind { get; }

    /// <summary>Whether this or anything below is a whiteout, or an opaque or implied directory. May say yes too often, never too rarely.</summary>
    internal virtual bool HasMarks => false;

    /// <summary>Whether this or anything below is a <see cref="SharedInode"/>. May say yes too often, never too rarely.</summary>
    internal virtual bool HasLinks => false;

    /// <summary>What this and everything below counts against the limits of the file system it is in. O(1).</summary>
    internal virtual Charge Charge => stamp < 0 || (stamp & InodeMarks.Attributed) != 0 ? OwnCharge : default;

    /// <summary>This node with other metadata.</summary>
    internal abstract Node With(Metadata metadata);

    /// <summary>This node as a layer has it: charged to nobody.</summary>
    internal abstract Node Settled();

    private protected bool IsMarked => (stamp & InodeMarks.All) != 0;

    private protected Charge OwnCharge =>
        new(stamp < 0 ? 1 : 0, (stamp & InodeMarks.Attributed) != 0 ? metadata.Xattrs.Bytes : 0);

    /// <summary>The stamp of this inode with other metadata.</summary>
    private protected long StampWith(Metadata other) =>
        ReferenceEquals(other.Xattrs, metadata.Xattrs) ? stamp : stamp | InodeMarks.Attributed;
}

/// <summary>A regular file.</summary>
internal sealed class FileNode(long stamp, Metadata metadata, Content content) : Node(stamp, metadata)
{
    internal Content Content => content;

    internal override NodeKind Kind => NodeKind.File;

    internal override Charge Charge => !IsMarked ? default
        : OwnCharge + new Charge(0, (Stamp & InodeMarks.Written) != 0 ? content.StoredBytes : 0);

    internal override FileNode With(Metadata metadata) => new(StampWith(metadata), metadata, content);

    internal FileNode With(Metadata metadata, Content other) =>
        new(ReferenceEquals(content, other) ? StampWith(metadata) : StampWith(metadata) | InodeMarks.Written, metadata, other);

    internal override FileNode Settled() => IsMarked ? new FileNode(Ino, Metadata, content) : this;
}

/// <summary>A symbolic link. The target is text and is never rewritten.</summary>
internal sealed class SymlinkNode(long stamp, Metadata metadata, string target) : Node(stamp, metadata)
{
    internal string Target => target;

    internal override NodeKind Kind => NodeKind.Symlink;

    internal override SymlinkNode With(Metadata metadata) => new(StampWith(metadata), metadata, target);

    internal override SymlinkNode Settled() => IsMarked ? new SymlinkNode(Ino, Metadata, target) : this;
}

/// <summary>A fifo, socket or device.</summary>
internal sealed class SpecialNode(long stamp, Metadata metadata, NodeKind kind, DeviceNumber device) : Node(stamp, metadata)
{
    internal DeviceNumber Device => device;

    internal override NodeKind Kind => kind;

    internal override SpecialNode With(Metadata metadata) => new(StampWith(metadata), metadata, kind, device);

    internal override SpecialNode Settled() => IsMarked ? new SpecialNode(Ino, Metadata, kind, device) : this;
}

/// <summary>"Nothing here, and stop looking below." Only layers have it; merging consumes it.</summary>
internal sealed class WhiteoutNode : Node
{
    internal static readonly WhiteoutNode Instance = new();

    private WhiteoutNode() : base(0, Metadata.DefaultFile) { }

    internal override NodeKind Kind => NodeKind.Whiteout;

    internal override bool HasMarks => true;

    internal override Node With(Metadata metadata) => this;

    internal override Node Settled() => this;
}

/// <summary>
/// An inode that is reached in more ways than one name: hard links, and files changed while they are open. It stands in
/// directories in the place of a node; a tree's inode table says what it is now, and a tree without an entry for it
/// means <see cref="Initial"/>. The object itself is the identity. Its charge counts in the table, once for all names.
/// </summary>
internal sealed class SharedInode(Node initial, int links) : Node(initial.Ino, initial.Metadata)
{
    internal Node Initial => initial;

    /// <summary>How many names it has in the layer that brought it (1 for an open file).</summary>
    internal int Links => links;

    internal override NodeKind Kind => initial.Kind;

    internal override bool HasLinks => true;

    internal override Node With(Metadata metadata) => throw new InvalidOperationException("A shared inode changes in the inode table.");

    internal override Node Settled() => throw new InvalidOperationException("A layer gets shared inodes of its own.");
}
