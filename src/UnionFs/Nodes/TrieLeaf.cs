using System.Runtime.CompilerServices;

namespace UnionFs.Nodes;

/// <summary>
/// A bucket sorted by hash, then name: one array for a small directory, and what collides completely in a large one.
/// The binary search keeps a flood of colliding names at O(log n) a lookup.
/// </summary>
internal sealed class TrieLeaf(Entry[] entries) : TrieNode
{
    /// <summary>Entries before a leaf is split. The median directory has three.</summary>
    internal const int Capacity = 16;

    internal static readonly TrieLeaf Empty = new([]);

    internal ReadOnlySpan<Entry> Entries => entries;

    internal override ref readonly Entry Locate(ReadOnlySpan<char> name, int hash, int shift)
    {
        if (entries.Length > Capacity)
        {
            int index = Search(name, hash);
            return ref index >= 0 ? ref entries[index] : ref Unsafe.NullRef<Entry>();
        }
        return ref Locate(entries, name, hash);
    }

    /// <summary>The entry of a name in a leaf that is not over <see cref="Capacity"/>. From one end to the other: halving mispredicts a branch at each step.</summary>
    internal static ref readonly Entry Locate(Entry[] few, ReadOnlySpan<char> name, int hash)
    {
        foreach (ref readonly Entry entry in few.AsSpan())
            if (entry.Hash == hash && entry.Name.AsSpan().SequenceEqual(name)) return ref entry;
        return ref Unsafe.NullRef<Entry>();
    }

    /// <summary>The entries, if they are few enough to go through.</summary>
    internal Entry[]? Few => entries.Length <= Capacity ? entries : null;

    internal override TrieNode Set(Entry entry, int shift, out Node? old)
    {
        int index = Search(entry.Name, entry.Hash);
        if (index >= 0)
        {
            old = entries[index].Node;
            var copy = new Entry[entries.Length];
            Array.Copy(entries, copy, copy.Length);
            copy[index] = entry;
            return new TrieLeaf(copy);
        }
        old = null;
        index = ~index;
        var grown = new Entry[entries.Length + 1];
        Array.Copy(entries, grown, index);
        grown[index] = entry;
        Array.Copy(entries, index, grown, index + 1, entries.Length - index);
        return grown.Length > Capacity && shift < HashBits ? Build(grown, shift) : new TrieLeaf(grown);
    }

    internal override TrieNode? Remove(ReadOnlySpan<char> name, int hash, int shift, out Node? old)
    {
        int index = Search(name, hash);
        old = index >= 0 ? entries[index].Node : null;
        if (index < 0) return this;
        if (entries.Length == 1) return null;
        var shrunk = new Entry[entries.Length - 1];
        Array.Copy(entries, shrunk, index);
        Array.Copy(entries, index + 1, shrunk, index, shrunk.Length - index);
        return new TrieLeaf(shrunk);
    }

    internal override bool HasLinks { get; } = Array.Exists(entries, static entry => entry.Node.HasLinks);

    internal override void CollectLinked(List<Entry> linked)
    {
        if (!HasLinks) return;
        foreach (Entry entry in entries)
            if (entry.Node.HasLinks) linked.Add(entry);
    }

    internal override void CopyTo(Entry[] target, ref int next)
    {
        Array.Copy(entries, 0, target, next, entries.Length);
        next += entries.Length;
    }

    /// <summary>The entries of one hash, in ordinal order of their names.</summary>
    internal ReadOnlySpan<Entry> SameHash(int hash)
    {
        int low = 0, high = entries.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (entries[middle].Hash < hash) low = middle + 1;
            else high = middle;
        }
        int end = low;
        while (end < entries.Length && entries[end].Hash == hash) end++;
        return entries.AsSpan(low, end - low);
    }

    internal static int Compare(int hashA, ReadOnlySpan<char> nameA, int hashB, ReadOnlySpan<char> nameB) =>
        hashA != hashB ? hashA.CompareTo(hashB) : nameA.SequenceCompareTo(nameB);

    private int Search(ReadOnlySpan<char> name, int hash)
    {
        int low = 0, high = entries.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            ref readonly Entry entry = ref entries[middle];
            int order = entry.Hash != hash ? entry.Hash.CompareTo(hash)
                : entry.Name.AsSpan().SequenceEqual(name) ? 0 : entry.Name.AsSpan().SequenceCompareTo(name);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
