using UnionFs.Nodes;

namespace UnionFs.Merging;

/// <summary>
/// Lays one directory's entries over others where case is ignored. Whatever the upper one has of a name hides all that are like it below,
/// but for directories, which merge: one of those alike leads, and only leaders meet in the merge rule. So the rule stays associative.
/// </summary>
internal static class FoldingOverlay
{
    internal static EntryMap Merge(EntryMap upper, EntryMap below, bool grounded) =>
        // As with ordinal names: without marks every upper entry that has nothing below stays as it is.
        below.Count < upper.Count && !upper.HasMarks ? FromUpper(upper, below, grounded) : FromBelow(upper, below, grounded);

    private static EntryMap FromUpper(EntryMap upper, EntryMap below, bool grounded)
    {
        EntryMap result = upper;
        foreach (ref readonly Entry entry in below.Unordered().AsSpan())
        {
            if (!upper.TryGetLeader(entry, out Entry top)) result = result.Set(entry);
            else if (IsLeader(below, entry)) result = result.Set(top with { Node = MergeRule.Merge(top.Node, entry.Node, grounded)! });
        }
        return result;
    }

    private static EntryMap FromBelow(EntryMap upper, EntryMap below, bool grounded)
    {
        EntryMap result = below;
        List<Entry>? others = null;
        foreach (ref readonly Entry top in upper.Unordered().AsSpan())
        {
            if (!IsLeader(upper, top))
            {
                (others ??= []).Add(top);
                continue;
            }
            bool isBelow = below.TryGetLeader(top, out Entry lower);
            Node? merged = MergeRule.Merge(top.Node, lower.Node, grounded);
            Entry entry = isBelow && KeepsLowerName(top.Node, lower.Node) ? lower : top;
            if (isBelow) result = WithoutAlike(result, below, top);
            if (merged is not null) result = result.Set(entry with { Node = merged });
        }
        // Last, for a name of theirs may be one that is hidden below.
        foreach (Entry other in others ?? []) result = result.Set(other);
        return result;
    }

    private static bool IsLeader(EntryMap map, in Entry entry) => map.TryGetLeader(entry, out Entry leader) && leader.Name == entry.Name;

    /// <summary>A directory that is only there for what is in it says nothing of its name either.</summary>
    private static bool KeepsLowerName(Node top, Node lower) => top is DirectoryNode { Implied: true, Opaque: false } && lower is DirectoryNode;

    private static EntryMap WithoutAlike(EntryMap result, EntryMap below, in Entry top)
    {
        foreach (ref readonly Entry lower in below.SameHash(top.Hash))
            if (NameFolding.AreAlike(lower.Name, top.Name)) result = result.Remove(lower.Name);
        return result;
    }
}
