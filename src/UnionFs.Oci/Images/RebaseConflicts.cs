namespace UnionFs.Oci;

/// <summary>Holds what moved layers do against what differs between the base they were made on and the one they come to.</summary>
internal sealed class RebaseConflicts
{
    /// <summary>A rebuilt base has new times everywhere, and links are counted by layer.</summary>
    private const ChangedParts Ignored = ChangedParts.Times | ChangedParts.Links;

    private readonly LayerStack _newBase;
    private readonly Dictionary<string, LayerEntry> _moved;
    private readonly SortedDictionary<string, RebaseConflict> _found = new(StringComparer.Ordinal);

    private RebaseConflicts(LayerStack newBase, Layer moved)
    {
        _newBase = newBase;
        _moved = moved.Entries().ToDictionary(entry => entry.Path, StringComparer.Ordinal);
    }

    /// <summary>One conflict at most for each entry of the moved layers, by path. O(entries of the bases and of the moved layers).</summary>
    internal static IReadOnlyList<RebaseConflict> Find(LayerStack oldBase, LayerStack newBase, Layer moved)
    {
        var search = new RebaseConflicts(newBase, moved);
        foreach (Change change in new Snapshot(newBase).GetChangesByPath(new Snapshot(oldBase))) search.Add(change.Path, change.Kind, change.Parts & ~Ignored);
        return [.. search._found.Values];
    }

    private void Add(string path, ChangeKind kind, ChangedParts parts)
    {
        if (kind == ChangeKind.Modified && parts == ChangedParts.None) return;
        if (Covering(path) is { } above)
        {
            // That something is gone from what is hidden as a whole changes nothing.
            if (kind != ChangeKind.Removed) Report(above.Path, above.Kind is NodeKind.Whiteout or NodeKind.Directory ? RebaseConflictKind.Removes : RebaseConflictKind.Replaces, ChangedParts.None);
            return;
        }
        if (!_moved.TryGetValue(path, out LayerEntry? entry)) return;
        if (kind == ChangeKind.Removed) Report(path, entry.Kind == NodeKind.Whiteout ? RebaseConflictKind.NothingToRemove : RebaseConflictKind.Gone, ChangedParts.None);
        else if (entry.Kind == NodeKind.Whiteout) Report(path, RebaseConflictKind.Removes, ChangedParts.None);
        // A directory that is only on the way to something says nothing about itself.
        else if (!entry.IsImplied && !IsSame(entry, _newBase.Find(path))) Report(path, RebaseConflictKind.Replaces, parts);
    }

    /// <summary>The entry of the moved layers that hides everything below one of the path's parents.</summary>
    private LayerEntry? Covering(string path)
    {
        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (!_moved.TryGetValue(path[..slash], out LayerEntry? entry)) return null;
            if (entry.Kind != NodeKind.Directory || entry.IsOpaque) return entry;
        }
        return _moved.GetValueOrDefault("/") is { IsOpaque: true } root && path != "/" ? root : null;
    }

    private void Report(string path, RebaseConflictKind kind, ChangedParts parts)
    {
        // What is said of the path itself says more than that something below it differs.
        if (!_found.TryGetValue(path, out RebaseConflict? known) || known.Parts == ChangedParts.None) _found[path] = known is null ? new RebaseConflict(path, kind, parts) : known with { Parts = parts };
    }

    private static bool IsSame(LayerEntry moved, LayerEntry? other)
    {
        if (other is null || moved.Kind != other.Kind || moved.LinkTarget != other.LinkTarget || moved.Device != other.Device) return false;
        Metadata one = moved.Metadata, two = other.Metadata;
        if (one.Mode != two.Mode || one.Uid != two.Uid || one.Gid != two.Gid || !one.Xattrs.Equals(two.Xattrs)) return false;
        // A directory that hides what is below is not the same as one that does not.
        return moved.Kind == NodeKind.Directory ? !moved.IsOpaque : moved.Kind != NodeKind.File || HasSameBytes(moved.Content, other.Content);
    }

    private static bool HasSameBytes(Content one, Content two)
    {
        if (ReferenceEquals(one, two)) return true;
        return one.Length == two.Length && BlobReading.DigestOf(one) == BlobReading.DigestOf(two);
    }
}
