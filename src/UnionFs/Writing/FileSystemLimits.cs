namespace UnionFs;

/// <summary>
/// What a live file system may grow to. What it made or wrote itself counts, and nothing that its layers hold: an inode when it was made here,
/// a file's memory when its content was written here (in pages of 4 KiB, four at least of each 64 KiB that have any; holes and bytes that stay in a lazy source are free),
/// extended attributes set here. Names, link targets, whiteouts, snapshots and forks count nothing.
/// </summary>
/// <remarks>
/// A verb that would pass a limit fails and changes nothing; what removes or shrinks works, also past a limit that was lowered later.
/// The first change of a layer's content or attributes counts all that it leaves of them in memory, as a copy-up would: also a cut may find no room.
/// A page that is written over is held beside the one that it hides until the 64 KiB around both are made anew: up to half as much again is in memory then.
/// A file that lost its last name counts until its last handle closes. A fork starts with what its origin had used, a restore goes back to what
/// was used then (it may be past a limit), and a commit changes nothing: what became a layer still counts here, and not in file systems made over it.
/// </remarks>
public sealed record FileSystemLimits
{
    /// <summary>No limits.</summary>
    public static FileSystemLimits None { get; } = new();

    /// <summary>Bytes of content and extended attributes: ENOSPC.</summary>
    public long? Bytes { get; init => field = NotNegative(value); }

    /// <summary>Files, directories, links and special files together: ENOSPC.</summary>
    public long? Inodes { get; init => field = NotNegative(value); }

    /// <summary>Names in one directory, those of the layers included: EDQUOT.</summary>
    public long? DirectoryEntries { get; init => field = NotNegative(value); }

    /// <summary>Length of one file in bytes, holes included: EFBIG.</summary>
    public long? FileBytes { get; init => field = NotNegative(value); }

    private static long? NotNegative(long? value)
    {
        if (value is { } limit) ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(value));
        return value;
    }

    /// <summary>Whether a tree may follow on another: not where it counts more than before and more than allowed.</summary>
    internal FsError Check(Nodes.Charge before, Nodes.Charge after) =>
        after.Bytes > before.Bytes && after.Bytes > Bytes || after.Inodes > before.Inodes && after.Inodes > Inodes
            ? FsError.ENOSPC
            : FsError.None;

    internal bool AllowsLength(long before, long after) => after <= before || !(after > FileBytes);

    internal bool AllowsEntry(int count) => !(count >= DirectoryEntries);
}
