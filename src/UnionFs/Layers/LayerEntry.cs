using UnionFs.Nodes;

namespace UnionFs;

/// <summary>One node of a layer as it is written down: what an exporter of a format needs.</summary>
public sealed class LayerEntry
{
    private readonly Node _node;

    internal LayerEntry(string path, Node node, string? hardLinkOf)
    {
        Path = path;
        Inode = node.Ino;
        HardLinkOf = hardLinkOf;
        _node = (node as SharedInode)?.Initial ?? node;
    }

    /// <summary>From the layer's root, starting with `/`.</summary>
    public string Path { get; }

    /// <summary>What it is.</summary>
    public NodeKind Kind => _node.Kind;

    /// <summary>The inode number; equal for the names of one hard-linked file.</summary>
    public long Inode { get; }

    /// <summary>Mode, owner, times and extended attributes.</summary>
    public Metadata Metadata => _node.Metadata;

    /// <summary>The earlier path that names the same inode, or null: then this is the first, or the only one.</summary>
    public string? HardLinkOf { get; }

    /// <summary>The bytes of a file; empty for all else.</summary>
    public Content Content => (_node as FileNode)?.Content ?? Content.Empty;

    /// <summary>The target of a symbolic link; null for all else.</summary>
    public string? LinkTarget => (_node as SymlinkNode)?.Target;

    /// <summary>The number of a device; 0:0 for all else.</summary>
    public DeviceNumber Device => (_node as SpecialNode)?.Device ?? default;

    /// <summary>A directory that does not merge with directories below.</summary>
    public bool IsOpaque => _node is DirectoryNode { Opaque: true };

    /// <summary>A directory that is only there for what is in it: where a lower layer has the directory, that one's attributes hold.</summary>
    public bool IsImplied => _node is DirectoryNode { Implied: true };

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
