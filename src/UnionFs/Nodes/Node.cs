namespace UnionFs.Nodes;

/// <summary>An immutable thing in a layer or a tree. It carries no name, so a rename clones nothing below it.</summary>
internal abstract class Node(long ino, Metadata metadata)
{
    /// <summary>The inode number: survives copy-up, rename, snapshot and fork.</summary>
    internal long Ino => ino;

    internal Metadata Metadata => metadata;

    internal abstract NodeKind Kind { get; }

    /// <summary>Whether this or anything below is a whiteout, or an opaque or implied directory. May say yes too often, never too rarely.</summary>
    internal virtual bool HasMarks => false;

    /// <summary>Whether this or anything below is a <see cref="SharedInode"/>. May say yes too often, never too rarely.</summary>
    internal virtual bool HasLinks => false;

    /// <summary>This node with other metadata.</summary>
    internal abstract Node With(Metadata metadata);
}

/// <summary>A regular file.</summary>
internal sealed class FileNode(long ino, Metadata metadata, Content content) : Node(ino, metadata)
{
    internal Content Content => content;

    internal override NodeKind Kind => NodeKind.File;

    internal override FileNode With(Metadata metadata) => new(Ino, metadata, content);

    internal FileNode With(Metadata metadata, Content content) => new(Ino, metadata, content);
}

/// <summary>A symbolic link. The target is text and is never rewritten.</summary>
internal sealed class SymlinkNode(long ino, Metadata metadata, string target) : Node(ino, metadata)
{
    internal string Target => target;

    internal override NodeKind Kind => NodeKind.Symlink;

    internal override SymlinkNode With(Metadata metadata) => new(Ino, metadata, target);
}

/// <summary>A fifo, socket or device.</summary>
internal sealed class SpecialNode(long ino, Metadata metadata, NodeKind kind, DeviceNumber device) : Node(ino, metadata)
{
    internal DeviceNumber Device => device;

    internal override NodeKind Kind => kind;

    internal override SpecialNode With(Metadata metadata) => new(Ino, metadata, kind, device);
}

/// <summary>"Nothing here, and stop looking below." Only layers have it; merging consumes it.</summary>
internal sealed class WhiteoutNode : Node
{
    internal static readonly WhiteoutNode Instance = new();

    private WhiteoutNode() : base(0, Metadata.DefaultFile) { }

    internal override NodeKind Kind => NodeKind.Whiteout;

    internal override bool HasMarks => true;

    internal override Node With(Metadata metadata) => this;
}

/// <summary>
/// An inode that is reached in more ways than one name: hard links, and files changed while they are open. It stands in
/// directories in the place of a node; a tree's inode table says what it is now, and a tree without an entry for it
/// means <see cref="Initial"/>. The object itself is the identity.
/// </summary>
internal sealed class SharedInode(Node initial, int links) : Node(initial.Ino, initial.Metadata)
{
    internal Node Initial => initial;

    /// <summary>How many names it has in the layer that brought it (1 for an open file).</summary>
    internal int Links => links;

    internal override NodeKind Kind => initial.Kind;

    internal override bool HasLinks => true;

    internal override Node With(Metadata metadata) => throw new InvalidOperationException("A shared inode changes in the inode table.");
}
