using System.Runtime.CompilerServices;

namespace UnionFs.Nodes;

/// <summary>
/// Names that differ in case or form alone. A map that ignores these hashes names without them, so that they are neighbours in one leaf; each keeps
/// its spelling, and is found by it first.
/// </summary>
internal sealed partial class EntryMap
{
    private static readonly EntryMap EmptyIgnoringCase = new(TrieLeaf.Empty, default, NameComparison.IgnoreCase);
    private static readonly EntryMap EmptyIgnoringForm = new(TrieLeaf.Empty, default, NameComparison.IgnoreForm);
    private static readonly EntryMap EmptyIgnoringBoth = new(TrieLeaf.Empty, default, NameComparison.IgnoreCaseAndForm);

    /// <summary>The empty map that compares names in this way.</summary>
    internal static EntryMap EmptyOf(NameComparison names) => names switch
    {
        NameComparison.Ordinal => Empty,
        NameComparison.IgnoreCase => EmptyIgnoringCase,
        NameComparison.IgnoreForm => EmptyIgnoringForm,
        _ => EmptyIgnoringBoth,
    };

    /// <summary>Which names are one name here.</summary>
    internal NameComparison Names => _names;

    private bool Folds => _names != NameComparison.Ordinal;

    /// <summary>The empty map that compares names as this one does.</summary>
    internal EntryMap Emptied => EmptyOf(_names);

    /// <summary>The entry with this very spelling. O(log32 n); allocates nothing.</summary>
    internal Node? FindExact(ReadOnlySpan<char> name) => NodeOf(in _root.Locate(name, HashOf(name), 0));

    /// <summary>The entries whose names are alike, in ordinal order.</summary>
    internal List<Entry> Alike(string name)
    {
        var alike = new List<Entry>();
        if (!Folds)
        {
            if (TryGet(name, out Entry only)) alike.Add(only);
            return alike;
        }
        foreach (ref readonly Entry entry in SameHash(HashOf(name)))
            if (NameFolding.AreAlike(_names, entry.Name, name)) alike.Add(entry);
        return alike;
    }

    /// <summary>The entry of those alike that merges with what is above and below: the directory (there is at most one), or else the ordinally first.</summary>
    internal bool TryGetLeader(in Entry like, out Entry leader)
    {
        leader = default;
        foreach (ref readonly Entry entry in SameHash(like.Hash))
        {
            if (!NameFolding.AreAlike(_names, entry.Name, like.Name)) continue;
            if (leader.Name is null || entry.Node is DirectoryNode) leader = entry;
        }
        return leader.Name is not null;
    }

    /// <summary>All entries, those whose names are alike together and in ordinal order. O(n), however many are alike.</summary>
    internal IEnumerable<ArraySegment<Entry>> ByLikeness()
    {
        // Those of one hash lie in one leaf, and so beside each other.
        Entry[] entries = Unordered();
        for (int start = 0, end; start < entries.Length; start = end)
        {
            end = start + 1;
            while (end < entries.Length && entries[end].Hash == entries[start].Hash) end++;
            var sameHash = new ArraySegment<Entry>(entries, start, end - start);
            if (sameHash.Count == 1) yield return sameHash;
            else foreach (IGrouping<string, Entry> alike in sameHash.GroupBy(entry => NameFolding.KeyOf(_names, entry.Name), StringComparer.Ordinal)) yield return alike.ToArray();
        }
    }

    /// <summary>What <see cref="TryGetLeader"/> finds, among entries that are alike.</summary>
    internal static Entry LeaderOf(ArraySegment<Entry> alike)
    {
        foreach (Entry entry in alike)
            if (entry.Node is DirectoryNode) return entry;
        return alike[0];
    }

    /// <summary>All entries of one hash, in ordinal order: those alike, and what collides by chance.</summary>
    internal ReadOnlySpan<Entry> SameHash(int hash) => LeafOf(hash) is { } leaf ? leaf.SameHash(hash) : default;

    private TrieLeaf? LeafOf(int hash)
    {
        TrieNode? node = _root;
        for (int shift = 0; node is TrieBranch branch; shift += TrieNode.BitsPerLevel) node = branch.Child(TrieNode.Slot(hash, shift));
        return node as TrieLeaf;
    }

    private ref readonly Entry LocateFolding(ReadOnlySpan<char> name)
    {
        int hash = NameFolding.Hash(_names, name);
        if (LeafOf(hash) is not { } leaf) return ref Unsafe.NullRef<Entry>();
        // By halving, however many there are that are alike.
        ref readonly Entry spelled = ref leaf.Locate(name, hash, TrieNode.HashBits);
        if (!Unsafe.IsNullRef(in spelled)) return ref spelled;
        foreach (ref readonly Entry candidate in leaf.SameHash(hash))
            if (NameFolding.AreAlike(_names, candidate.Name, name)) return ref candidate;
        return ref Unsafe.NullRef<Entry>();
    }

    private int HashOf(ReadOnlySpan<char> name) => Folds ? NameFolding.Hash(_names, name) : NameHash.Of(name);
}
