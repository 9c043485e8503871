using UnionFs.Nodes;

namespace UnionFs;

/// <summary>What stat(2) tells.</summary>
public readonly struct FileStat
{
    // What a failed call leaves behind: an empty file, so that reading it by mistake is no crash.
    private static readonly FileNode Nothing = new(0, new Metadata(), Content.Empty);

    private readonly Node? _node;

    internal FileStat(Node node, int links)
    {
        _node = node;
        LinkCount = links;
    }

    private Node Node => _node ?? Nothing;

    /// <summary>The inode number (st_ino): survives copy-up, rename, snapshot and fork.</summary>
    public long Inode => Node.Ino;

    /// <summary>What it is.</summary>
    public NodeKind Kind => Node.Kind;

    /// <summary>Permission bits with setuid, setgid and sticky (octal 07777).</summary>
    public int Mode => Node.Metadata.Mode;

    /// <summary>Names of this inode; for a directory 2 and one for each subdirectory; 0 for an open file without a name.</summary>
    public int LinkCount { get; }

    /// <summary>Owner.</summary>
    public uint Uid => Node.Metadata.Uid;

    /// <summary>Group.</summary>
    public uint Gid => Node.Metadata.Gid;

    /// <summary>Bytes of a file; bytes of a symbolic link's target; 0 for all else.</summary>
    public long Size => Node switch
    {
        FileNode file => file.Content.Length,
        SymlinkNode link => Paths.NameRules.CountBytes(link.Target),
        _ => 0,
    };

    /// <summary>
    /// Bytes of memory that a file's content holds (st_blocks, in bytes): whole chunks that were written, shared ones in every file that shares them;
    /// holes and lazily read sources hold none. O(1).
    /// </summary>
    public long AllocatedBytes => (Node as FileNode)?.Content.AllocatedBytes ?? 0;

    /// <summary>The number of a device; 0:0 for all else.</summary>
    public DeviceNumber Device => (Node as SpecialNode)?.Device ?? default;

    /// <summary>Last read, as set explicitly: reading does not change it (noatime).</summary>
    public UnixTime AccessTime => Node.Metadata.AccessTime;

    /// <summary>Last change of the content, or of a directory's entries.</summary>
    public UnixTime ModifyTime => Node.Metadata.ModifyTime;

    /// <summary>Last change of the inode.</summary>
    public UnixTime ChangeTime => Node.Metadata.ChangeTime;

    /// <summary>When it was made.</summary>
    public UnixTime BirthTime => Node.Metadata.BirthTime;

    /// <summary>Mode, owner, times and extended attributes together.</summary>
    public Metadata Metadata => Node.Metadata;
}
