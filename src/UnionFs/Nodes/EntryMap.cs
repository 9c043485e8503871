using System.Runtime.CompilerServices;

namespace UnionFs.Nodes;

/// <summary>
/// The entries of one directory: a persistent hash trie (32-way, by the hash's bits) whose leaves are small sorted buckets.
/// A lookup allocates nothing; <see cref="Set(string, Node)"/> and <see cref="Remove"/> copy one path and share the rest.
/// The hash order never shows: <see cref="Ordered"/> is ordinal and cached. How names compare travels with the map.
/// </summary>
internal sealed partial class EntryMap
{
    internal static readonly EntryMap Empty = new(TrieLeaf.Empty, default, NameComparison.Ordinal);

    private readonly TrieNode _root;
    private readonly Tally _tally;
    private readonly NameComparison _names;
    private Entry[]? _ordered;
    private EntryTable? _table;
    private int _asked;

    private EntryMap(TrieNode root, Tally tally, NameComparison names)
    {
        _root = root;
        _tally = tally;
        _names = names;
    }

    internal int Count => _tally.All;

    internal int DirectoryCount => _tally.Directories;

    internal bool HasMarks => _tally.Marked > 0;

    internal bool HasLinks => _tally.Linked > 0;

    /// <summary>What all entries with everything below count against the limits.</summary>
    internal Charge Charge => _tally.Charge;

    internal TrieNode Root => _root;

    /// <summary>All entries in ordinal order of their names. Sorted once a map, then the same array.</summary>
    internal Entry[] Ordered
    {
        get
        {
            if (_ordered is { } known) return known;
            Entry[] entries = Unordered();
            Array.Sort(entries, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return _ordered = entries;
        }
    }

    /// <summary>The entries that are, or lead to, shared inodes, in ordinal order. O(those x log n), not O(n).</summary>
    internal List<Entry> Linked()
    {
        var linked = new List<Entry>();
        if (HasLinks) _root.CollectLinked(linked);
        linked.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return linked;
    }

    /// <summary>A fresh array of all entries, in an order that must not show.</summary>
    internal Entry[] Unordered()
    {
        var entries = new Entry[Count];
        int next = 0;
        _root.CopyTo(entries, ref next);
        return entries;
    }

    /// <summary>
    /// The entry of this name; where case is ignored the one of this spelling, or else the ordinally first that is alike.
    /// O(log32 n); allocates nothing.
    /// </summary>
    internal bool TryGet(ReadOnlySpan<char> name, out Entry entry)
    {
        ref readonly Entry found = ref Locate(name);
        bool isThere = !Unsafe.IsNullRef(in found);
        entry = isThere ? found : default;
        return isThere;
    }

    internal Node? Find(ReadOnlySpan<char> name) => NodeOf(in Locate(name));

    /// <summary>The entries of a small directory whose names compare as they are written, for <see cref="TrieLeaf.Locate(Entry[], ReadOnlySpan{char}, int)"/>; else null.</summary>
    internal Entry[]? Few => Folds ? null : (_root as TrieLeaf)?.Few;

    internal static Node? NodeOf(ref readonly Entry found) => Unsafe.IsNullRef(in found) ? null : found.Node;

    /// <summary>The entry of a name as <see cref="TryGet"/> has it, where it lies, or a null reference.</summary>
    private ref readonly Entry Locate(ReadOnlySpan<char> name)
    {
        if (Folds) return ref LocateFolding(name);
        int hash = NameHash.Of(name);
        if (_root is TrieLeaf leaf) return ref leaf.Locate(name, hash, 0);
        if (Volatile.Read(ref _table) is { } table) return ref table.Locate(name, hash);
        Ask(hash);
        return ref _root.Locate(name, hash, 0);
    }

    /// <summary>Counts one lookup in eight, so that readers seldom write; the table is made by the one that reaches the number.</summary>
    private void Ask(int hash)
    {
        const int sampled = 8;
        if ((hash & (sampled - 1)) == 0 && ++_asked == Math.Max(1, Count / sampled)) Volatile.Write(ref _table, EntryTable.TryBuild(Unordered()));
    }

    /// <summary>This map with the entry added, or in the place of the one with its very name. The entry's hash is one of this map's comparison.</summary>
    internal EntryMap Set(Entry entry)
    {
        TrieNode root = _root.Set(entry, 0, out Node? old);
        return new EntryMap(root, _tally.Minus(old).Plus(entry.Node), _names);
    }

    internal EntryMap Set(string name, Node node) => Set(new Entry(name, node, Names));

    /// <summary>This map without the entry of this very name.</summary>
    internal EntryMap Remove(ReadOnlySpan<char> name)
    {
        TrieNode? root = _root.Remove(name, HashOf(name), 0, out Node? old);
        if (old is null) return this;
        return root is null ? Emptied : new EntryMap(root, _tally.Minus(old), _names);
    }

    /// <summary>A map of entries with distinct names, hashed for this comparison. Takes the array over.</summary>
    internal static EntryMap Build(Entry[] entries, NameComparison names = NameComparison.Ordinal)
    {
        if (entries.Length == 0) return EmptyOf(names);
        Tally tally = default;
        foreach (ref readonly Entry entry in entries.AsSpan()) tally = tally.Plus(entry.Node);
        return new EntryMap(TrieNode.Build(entries, 0), tally, names);
    }

    /// <summary>The entries as a layer has them.</summary>
    internal EntryMap Settled()
    {
        if (Charge == default) return this;
        Entry[] entries = Unordered();
        for (int i = 0; i < entries.Length; i++) entries[i] = entries[i] with { Node = entries[i].Node.Settled() };
        return Build(entries, Names);
    }

    /// <summary>Counts kept along, so that a directory's link count and flags cost nothing to ask.</summary>
    private readonly record struct Tally(int All, int Directories, int Marked, int Linked, Charge Charge)
    {
        internal Tally Plus(Node node) => Add(node, 1, Charge + node.Charge);

        internal Tally Minus(Node? node) => node is null ? this : Add(node, -1, Charge - node.Charge);

        private Tally Add(Node node, int by, Charge charge) => new(
            All + by,
            Directories + (node is DirectoryNode ? by : 0),
            Marked + (node.HasMarks ? by : 0),
            Linked + (node.HasLinks ? by : 0),
            charge);
    }
}
