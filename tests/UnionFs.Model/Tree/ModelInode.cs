namespace UnionFs.Model;

/// <summary>An inode of the model: an ordinary mutable object. Two names for one object are a hard link.</summary>
public sealed class ModelInode(NodeKind kind, long id)
{
    /// <summary>Who it is: kept by copies, so that a snapshot's inode is the live one's.</summary>
    public long Id { get; } = id;

    public NodeKind Kind { get; } = kind;

    public int Mode { get; set; }

    public uint Uid { get; set; }

    public uint Gid { get; set; }

    public UnixTime AccessTime { get; set; }

    public UnixTime ModifyTime { get; set; }

    public UnixTime ChangeTime { get; set; }

    public UnixTime BirthTime { get; set; }

    public byte[] Content { get; set; } = [];

    public string Target { get; set; } = "";

    public DeviceNumber Device { get; set; }

    public SortedDictionary<string, byte[]> Xattrs { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Names of a non-directory; a layer's hard-linked file counts those that upper layers hide.</summary>
    public int Names { get; set; } = 1;

    /// <summary>Whether a layer brought it (for the coverage counters only).</summary>
    public bool IsFromLayer { get; set; }

    /// <summary>The entries of a directory.</summary>
    public SortedDictionary<string, ModelInode> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>The directory that a directory is in; null for the root and for what was removed.</summary>
    public ModelInode? Parent { get; set; }

    /// <summary>A directory that lost its name.</summary>
    public bool IsRemoved { get; set; }

    public bool IsDirectory => Kind == NodeKind.Directory;

    public bool IsSpecial => Kind is NodeKind.Fifo or NodeKind.Socket or NodeKind.CharDevice or NodeKind.BlockDevice;

    /// <summary>st_nlink.</summary>
    public int Links
    {
        get
        {
            if (!IsDirectory) return Names;
            if (IsRemoved) return 0;
            int links = 2;
            foreach (ModelInode child in Children.Values)
                if (child.IsDirectory) links++;
            return links;
        }
    }

    /// <summary>st_size.</summary>
    public long Size => Kind switch
    {
        NodeKind.File => Content.Length,
        NodeKind.Symlink => System.Text.Encoding.UTF8.GetByteCount(Target),
        _ => 0,
    };

    /// <summary>Takes over what a layer says.</summary>
    public void Describe(Metadata metadata)
    {
        (Mode, Uid, Gid) = (metadata.Mode, metadata.Uid, metadata.Gid);
        (AccessTime, ModifyTime, ChangeTime, BirthTime) = (metadata.AccessTime, metadata.ModifyTime, metadata.ChangeTime, metadata.BirthTime);
        Xattrs = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach ((string name, ReadOnlyMemory<byte> value) in metadata.Xattrs) Xattrs[name] = value.ToArray();
    }

    /// <summary>A copy with the same identity, without entries or parent. Contents are replaced, never edited, so they are shared.</summary>
    public ModelInode CopyAlone() => new(Kind, Id)
    {
        Mode = Mode, Uid = Uid, Gid = Gid, AccessTime = AccessTime, ModifyTime = ModifyTime, ChangeTime = ChangeTime, BirthTime = BirthTime,
        Content = Content, Target = Target, Device = Device, Names = Names, IsFromLayer = IsFromLayer, IsRemoved = IsRemoved,
        Xattrs = new SortedDictionary<string, byte[]>(Xattrs, StringComparer.Ordinal),
    };
}
