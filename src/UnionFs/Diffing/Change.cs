namespace UnionFs;

/// <summary>How a path changed.</summary>
public enum ChangeKind
{
    /// <summary>Nothing was there.</summary>
    Added,
    /// <summary>The same thing, with other content or metadata; see <see cref="Change.Parts"/>.</summary>
    Modified,
    /// <summary>It is gone, with everything below it.</summary>
    Removed,
    /// <summary>Something else is there: another kind, or a directory made anew. What is in a new directory follows as added.</summary>
    Replaced,
    /// <summary>It was at <see cref="Change.From"/> before, with everything below it; perhaps modified as well.</summary>
    Renamed,
}

/// <summary>One path that differs between two trees.</summary>
/// <param name="Path">Where; for a removal, where it was.</param>
/// <param name="Kind">How.</param>
/// <param name="NodeKind">What is there; for a removal, what was.</param>
/// <param name="Parts">What of it changed, for <see cref="ChangeKind.Modified"/> and <see cref="ChangeKind.Renamed"/>.</param>
/// <param name="From">Where it was, for <see cref="ChangeKind.Renamed"/>.</param>
public sealed record Change(string Path, ChangeKind Kind, NodeKind NodeKind, ChangedParts Parts = ChangedParts.None, string? From = null)
{
    /// <summary>A line for a person.</summary>
    public override string ToString() => Kind switch
    {
        ChangeKind.Renamed when Parts == ChangedParts.None => $"renamed  {From} -> {Path}",
        ChangeKind.Renamed => $"renamed  {From} -> {Path} ({Parts})",
        ChangeKind.Modified => $"modified {Path} ({Parts})",
        ChangeKind.Added => $"added    {Path}",
        ChangeKind.Removed => $"removed  {Path}",
        _ => $"replaced {Path}",
    };
}
