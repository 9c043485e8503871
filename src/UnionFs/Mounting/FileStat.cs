using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs;

/// <summary>What stat(2) tells.</summary>
public readonly struct FileStat
{
    private readonly Node _node;

    internal FileStat(Node node, int links)
    {
        _node = node;
        LinkCount = links;
    }

    internal FileStat(Tree tree, Node entry) : this(tree.Resolve(entry), tree.LinksOf(entry)) { }

    /// <summary>The inode number (st_ino): survives copy-up, rename, snapshot and fork.</summary>
    public long Inode => _node.Ino;

    /// <summary>What it is.</summary>
    public NodeKind Kind => _node.Kind;

    /// <summary>Permission bits with setuid, setgid and sticky (octal 07777).</summary>
    public int Mode => _node.Metadata.Mode;

    /// <summary>Names of this inode; for a directory 2 and one for each subdirectory; 0 for an open file without a name.</summary>
    public int LinkCount { get; }

    /// <summary>Owner.</summary>
    public uint Uid => _node.Metadata.Uid;

    /// <summary>Group.</summary>
    public uint Gid => _node.Metadata.Gid;

    /// <summary>Bytes of a file; bytes of a symbolic link's target; 0 for all else.</summary>
    public long Size => _node switch
    {
        FileNode file => file.Content.Length,
        SymlinkNode link => System.Text.Encoding.UTF8.GetByteCount(link.Target),
        _ => 0,
    };

    /// <summary>The number of a device; 0:0 for all else.</summary>
    public DeviceNumber Device => (_node as SpecialNode)?.Device ?? default;

    /// <summary>Last read, as set explicitly: reading does not change it (noatime).</summary>
    public UnixTime AccessTime => _node.Metadata.AccessTime;

    /// <summary>Last change of the content, or of a directory's entries.</summary>
    public UnixTime ModifyTime => _node.Metadata.ModifyTime;

    /// <summary>Last change of the inode.</summary>
    public UnixTime ChangeTime => _node.Metadata.ChangeTime;

    /// <summary>When it was made.</summary>
    public UnixTime BirthTime => _node.Metadata.BirthTime;

    /// <summary>Mode, owner, times and extended attributes together.</summary>
    public Metadata Metadata => _node.Metadata;
}
