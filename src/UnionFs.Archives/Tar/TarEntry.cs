namespace UnionFs.Archives;

/// <summary>What a tar entry is, from its type flag and, for files, a `/` at the end of the name.</summary>
public enum TarEntryKind : byte
{
    /// <summary>A regular file, sparse or not (types `0`, NUL, `7`, `S`).</summary>
    File,
    /// <summary>Another name for an earlier entry (`1`); its metadata is the inode's once more.</summary>
    HardLink,
    /// <summary>A symbolic link (`2`).</summary>
    Symlink,
    /// <summary>A character device (`3`).</summary>
    CharDevice,
    /// <summary>A block device (`4`).</summary>
    BlockDevice,
    /// <summary>A directory (`5`, or a file whose name ends in `/`).</summary>
    Directory,
    /// <summary>A named pipe (`6`).</summary>
    Fifo,
    /// <summary>Anything else: a type that this reader does not know. What its size says follows as data.</summary>
    Unknown,
}

/// <summary>A range of a sparse file that has bytes in the archive; all else is zeros.</summary>
/// <param name="Offset">In the file.</param>
/// <param name="Length">In bytes; not 0.</param>
public readonly record struct TarExtent(long Offset, long Length);

/// <summary>One entry of a tar archive, read with all extended headers applied, or to be written. Names are bytes in the engine's convention (<see cref="NameEncoding"/>).</summary>
public sealed class TarEntry
{
    /// <summary>The name as the archive has it: not normalised, perhaps absolute, with `..` or a `/` at the end. Not empty, no NUL.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required TarEntryKind Kind { get; init; }

    /// <summary>The type flag itself.</summary>
    public required char Type { get; init; }

    /// <summary>Permission bits with setuid, setgid and sticky (octal 07777); the type bits of the field are ignored.</summary>
    public required int Mode { get; init; }

    /// <summary>Owner. Names of users and groups are ignored.</summary>
    public required uint Uid { get; init; }

    /// <summary>Group.</summary>
    public required uint Gid { get; init; }

    /// <summary>Last change, to the nanosecond.</summary>
    public required UnixTime ModifyTime { get; init; }

    /// <summary>Target of a symbolic or hard link as the archive has it; empty for all else.</summary>
    public string LinkName { get; init; } = "";

    /// <summary>Number of a device; 0:0 for all else.</summary>
    public DeviceNumber Device { get; init; }

    /// <summary>Extended attributes: SCHILY.xattr, and LIBARCHIVE.xattr where the first has no such name. Empty values are kept.</summary>
    public XattrSet Xattrs { get; init; } = XattrSet.Empty;

    /// <summary>Bytes of the file, holes included; 0 for what has no bytes.</summary>
    public long Size { get; init; }

    /// <summary>Ranges of a sparse file that have bytes in the archive, in order; null if the file is not sparse.</summary>
    public IReadOnlyList<TarExtent>? Extents { get; init; }

    /// <summary>Offset in the uncompressed archive of the first header block, extended headers included. A writer ignores it, and the next.</summary>
    public long HeaderOffset { get; init; }

    /// <summary>Offset in the uncompressed archive of the first byte of data.</summary>
    public long DataOffset { get; init; }

    /// <summary>Bytes of data in the archive, without padding: <see cref="Size"/>, or the sum of <see cref="Extents"/>.</summary>
    public long PackedSize { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
