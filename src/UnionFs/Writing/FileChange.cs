namespace UnionFs;

/// <summary>One event of a <see cref="ChangeFeed"/>.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Path">Where: an absolute path without links, `.` and `..`, as it was right after the change. For an overflow, what the feed watches.</param>
/// <param name="NodeKind">What is there; for a deletion, what was. For an overflow it means nothing.</param>
/// <param name="OldPath">Where it was, for <see cref="FileChangeKind.Renamed"/>; the other path, for <see cref="FileChangeKind.Exchanged"/>.</param>
public readonly record struct FileChange(FileChangeKind Kind, string Path, NodeKind NodeKind, string? OldPath = null)
{
    /// <summary>A line for a person.</summary>
    public override string ToString() => Kind switch
    {
        FileChangeKind.Renamed => $"renamed    {OldPath} -> {Path}",
        FileChangeKind.Exchanged => $"exchanged  {OldPath} <-> {Path}",
        FileChangeKind.Created => $"created    {Path}",
        FileChangeKind.Changed => $"changed    {Path}",
        FileChangeKind.Attributes => $"attributes {Path}",
        FileChangeKind.Deleted => $"deleted    {Path}",
        _ => $"overflow   {Path}",
    };
}
