namespace UnionFs;

/// <summary>
/// What a node says about itself besides its kind and content. Immutable; nodes with the same metadata may share one object.
/// </summary>
public sealed record Metadata
{
    /// <summary>0644, root, all times at the epoch.</summary>
    public static Metadata DefaultFile { get; } = new() { Mode = 0x1A4 };

    /// <summary>0755, root, all times at the epoch.</summary>
    public static Metadata DefaultDirectory { get; } = new() { Mode = 0x1ED };

    /// <summary>0777, root, all times at the epoch.</summary>
    public static Metadata DefaultSymlink { get; } = new() { Mode = 0x1FF };

    /// <summary>Permission bits with setuid, setgid and sticky: the low 12 bits of st_mode (octal 07777).</summary>
    public int Mode { get; init => field = value & 0xFFF; }

    /// <summary>Owner.</summary>
    public uint Uid { get; init; }

    /// <summary>Group.</summary>
    public uint Gid { get; init; }

    /// <summary>Last read, as set explicitly: reading does not change it (noatime).</summary>
    public UnixTime AccessTime { get; init; }

    /// <summary>Last change of the content.</summary>
    public UnixTime ModifyTime { get; init; }

    /// <summary>Last change of content or metadata. A layer does not carry it as a difference.</summary>
    public UnixTime ChangeTime { get; init; }

    /// <summary>When the node was made.</summary>
    public UnixTime BirthTime { get; init; }

    /// <summary>Extended attributes.</summary>
    public XattrSet Xattrs { get; init; } = XattrSet.Empty;

    /// <summary>This metadata with all four times at <paramref name="time"/>.</summary>
    public Metadata At(UnixTime time) => this with { AccessTime = time, ModifyTime = time, ChangeTime = time, BirthTime = time };
}
