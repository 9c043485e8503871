namespace UnionFs.Nodes;

/// <summary>
/// The names at which two maps hold different nodes (by reference). Subtries that both maps share are skipped, so the cost
/// follows the changes, not the size.
/// </summary>
internal static class EntryDifference
{
    /// <summary>One name that differs; a side is null where the name is missing there.</summary>
    internal readonly record struct Pair(string Name, Node? Before, Node? After);

    /// <summary>All differences, in ordinal order of the names.</summary>
    internal static List<Pair> Between(EntryMap before, EntryMap after)
    {
        var pairs = new List<Pair>();
        Compare(before.Root, after.Root, 0, pairs);
        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return pairs;
    }

    private static void Compare(TrieNode? before, TrieNode? after, int shift, List<Pair> pairs)
    {
        if (ReferenceEquals(before, after)) return;
        if (before is TrieBranch a && after is TrieBranch b)
        {
            for (uint bits = a.Bitmap | b.Bitmap; bits != 0; bits &= bits - 1)
            {
                int slot = System.Numerics.BitOperations.TrailingZeroCount(bits);
                Compare(a.Child(slot), b.Child(slot), shift + TrieNode.BitsPerLevel, pairs);
            }
            return;
        }

        // Different shapes: a leaf on one side at least, so both sides are looked up entry by entry.
        Visit(before, entry =>
        {
            Node? now = Find(after, entry, shift);
            if (!ReferenceEquals(entry.Node, now)) pairs.Add(new Pair(entry.Name, entry.Node, now));
        });
        Visit(after, entry =>
        {
            if (Find(before, entry, shift) is null) pairs.Add(new Pair(entry.Name, null, entry.Node));
        });
    }

    private static Node? Find(TrieNode? node, Entry entry, int shift) =>
        node is null ? null : EntryMap.NodeOf(in node.Locate(entry.Name, entry.Hash, shift));

    private static void Visit(TrieNode? node, Action<Entry> visit)
    {
        switch (node)
        {
            case TrieLeaf leaf:
                foreach (ref readonly Entry entry in leaf.Entries) visit(entry);
                break;
            case TrieBranch branch:
                for (uint bits = branch.Bitmap; bits != 0; bits &= bits - 1)
                    Visit(branch.Child(System.Numerics.BitOperations.TrailingZeroCount(bits)), visit);
                break;
        }
    }
}
