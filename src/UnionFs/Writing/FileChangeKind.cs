namespace UnionFs;

/// <summary>What happened to a path of a live file system.</summary>
public enum FileChangeKind
{
    /// <summary>A name appeared: an inode made anew, or one more name of a file (hard link).</summary>
    Created,
    /// <summary>A file's bytes were written, cut or replaced; its times moved along. After a restore also a link's target or a device's number.</summary>
    Changed,
    /// <summary>Mode, owner, times, extended attributes, or how many names the file has.</summary>
    Attributes,
    /// <summary>It was at <see cref="FileChange.OldPath"/> before, with everything below it. What was at the new path before is gone; no other event says so.</summary>
    Renamed,
    /// <summary>What is at <see cref="FileChange.Path"/> and what is at <see cref="FileChange.OldPath"/> changed places, with everything below them.</summary>
    Exchanged,
    /// <summary>It is gone, with everything below it.</summary>
    Deleted,
    /// <summary>Events were dropped here because the reader was too slow, or a restore could not be compared: look at the files anew.</summary>
    Overflow,
}
