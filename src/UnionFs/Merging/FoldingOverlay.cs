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
        var result = new Edits(upper);
        foreach (ArraySegment<Entry> alike in below.ByLikeness())
        {
            if (!upper.TryGetLeader(alike[0], out Entry top)) result.Replace(null, alike);
            else result.Set(top with { Node = MergeRule.Merge(top.Node, EntryMap.LeaderOf(alike).Node, grounded)! });
        }
        return result.Apply();
    }

    private static EntryMap FromBelow(EntryMap upper, EntryMap below, bool grounded)
    {
        var result = new Edits(below);
        foreach (ArraySegment<Entry> alike in upper.ByLikeness())
        {
            Entry top = EntryMap.LeaderOf(alike);
            bool isBelow = below.TryGetLeader(top, out Entry lower);
            Node? merged = MergeRule.Merge(top.Node, lower.Node, grounded);
            Entry entry = isBelow && KeepsLowerName(top.Node, lower.Node) ? lower : top;
            if (alike.Count == 1 && below.SameHash(top.Hash).Length <= 1)
            {
                if (isBelow && (merged is null || entry.Name != lower.Name)) result.Remove(lower);
                if (merged is not null) result.Set(entry with { Node = merged });
                continue;
            }
            var entries = new List<Entry>(alike.Count);
            if (merged is not null) entries.Add(entry with { Node = merged });
            foreach (Entry other in alike)
                if (other.Name != top.Name) entries.Add(other);
            result.Replace(isBelow ? below.Alike(lower.Name) : null, entries);
        }
        return result.Apply();
    }

    /// <summary>A directory that is only there for what is in it says nothing of its name either.</summary>
    private static bool KeepsLowerName(Node top, Node lower) => top is DirectoryNode { Implied: true, Opaque: false } && lower is DirectoryNode;

    /// <summary>
    /// Edits of a map: few names one by one, so that the rest is shared; many that are alike together, since they lie in one bucket, which
    /// every edit of one would copy.
    /// </summary>
    private struct Edits(EntryMap map)
    {
        private EntryMap _map = map;
        private List<Entry>? _added;
        private HashSet<string>? _removed;

        internal void Set(Entry entry) => _map = _map.Set(entry);

        internal void Remove(Entry entry) => _map = _map.Remove(entry.Name);

        internal void Replace(List<Entry>? gone, IReadOnlyList<Entry> come)
        {
            if ((gone?.Count ?? 0) + come.Count > TrieLeaf.Capacity)
            {
                _removed ??= new(StringComparer.Ordinal);
                foreach (Entry entry in gone ?? []) _removed.Add(entry.Name);
                (_added ??= []).AddRange(come);
                return;
            }
            foreach (Entry entry in gone ?? []) Remove(entry);
            foreach (Entry entry in come) Set(entry);
        }

        internal readonly EntryMap Apply()
        {
            if (_added is null || _removed is not { } removed) return _map;
            return EntryMap.Build([.. _map.Unordered().Where(entry => !removed.Contains(entry.Name)), .. _added], _map.Names);
        }
    }
}
