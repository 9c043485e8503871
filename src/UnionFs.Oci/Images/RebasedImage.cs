namespace UnionFs.Oci;

/// <summary>An image on another base.</summary>
/// <param name="Image">It.</param>
/// <param name="Conflicts">Where the bases differ in what the moved layers replace or remove, by path; empty if nowhere.</param>
public sealed record RebasedImage(OciImage Image, IReadOnlyList<RebaseConflict> Conflicts);

/// <summary>
/// Something that moved layers do to their base, and that base is no longer the one it was done to. A difference in times alone is none, nor one
/// where the moved layers have the same as the new base.
/// </summary>
/// <param name="Path">The entry of the moved layers.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Parts">What differs between the two bases at this path, where both have a node of one kind there.</param>
public sealed record RebaseConflict(string Path, RebaseConflictKind Kind, ChangedParts Parts)
{
    /// <summary>A line for a report.</summary>
    public override string ToString() => Kind switch
    {
        RebaseConflictKind.Replaces => $"{Path}: replaced, but the bases differ{(Parts == ChangedParts.None ? "" : $" ({Parts})")}",
        RebaseConflictKind.Removes => $"{Path}: removed, but the bases differ in what was there",
        RebaseConflictKind.Gone => $"{Path}: changed, but the new base does not have it",
        _ => $"{Path}: removed, but the new base does not have it",
    };
}

/// <summary>What moved layers do that does not fit their new base.</summary>
public enum RebaseConflictKind
{
    /// <summary>They put something in the place of what the new base has otherwise than the old one, or the old one did not have: attributes of a directory too.</summary>
    Replaces,

    /// <summary>They remove something that the new base has otherwise than the old one, or has more in.</summary>
    Removes,

    /// <summary>They change, or add to, what the new base does not have: it comes back as far as they state it.</summary>
    Gone,

    /// <summary>They remove what the new base does not have. On overlayfs such a whiteout shows as a name that cannot be opened.</summary>
    NothingToRemove,
}
