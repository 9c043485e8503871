using System.Diagnostics.CodeAnalysis;
using UnionFs.Nodes;

namespace UnionFs.Merging;

/// <summary>
/// The entries of a directory that many layers have, by the merge rule one layer after the other, in a table that is edited in place: a persistent map
/// would be copied for every entry of every layer.
/// </summary>
internal static class MergedEntries
{
    private const int ManyLayers = 3;

    /// <summary>Where layers are many and say something of a good part of the names. Where case is ignored, names alike are <see cref="FoldingOverlay"/>'s.</summary>
    /// <param name="tops">The layers, the lowest first.</param>
    /// <param name="below">What is merged below them.</param>
    internal static bool IsWorthwhile(Stack<DirectoryNode> tops, EntryMap? below)
    {
        if (tops.Count < ManyLayers) return false;
        int stated = 0;
        foreach (DirectoryNode top in tops)
        {
            if (top.Entries.Names != NameComparison.Ordinal) return false;
            stated += top.Entries.Count;
        }
        return stated > (below?.Count ?? 0) / 4;
    }

    internal static EntryMap Of(Stack<DirectoryNode> tops, EntryMap? below, bool grounded)
    {
        var merged = new Dictionary<Entry, Node>(ByName.Instance);
        if (below is not null)
            foreach (Entry entry in below.Unordered()) merged.Add(entry, entry.Node);
        foreach (DirectoryNode top in tops)
        {
            foreach (Entry entry in top.Entries.Unordered())
            {
                Node? node = MergeRule.Merge(entry.Node, merged.GetValueOrDefault(entry), grounded);
                if (node is null) merged.Remove(entry);
                else merged[entry] = node;
            }
        }
        var entries = new Entry[merged.Count];
        int next = 0;
        foreach ((Entry entry, Node node) in merged) entries[next++] = entry with { Node = node };
        return EntryMap.Build(entries);
    }

    /// <summary>By the hash that entries carry, which is keyed.</summary>
    private sealed class ByName : IEqualityComparer<Entry>
    {
        internal static readonly ByName Instance = new();

        public bool Equals(Entry one, Entry other) => one.Hash == other.Hash && one.Name == other.Name;

        public int GetHashCode([DisallowNull] Entry entry) => entry.Hash;
    }
}
