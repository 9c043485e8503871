namespace UnionFs.Nodes;

/// <summary>A node of the hash trie in <see cref="EntryMap"/>: a branch by the next five bits of the hash, or a leaf bucket.</summary>
internal abstract class TrieNode
{
    internal const int BitsPerLevel = 5;

    /// <summary>Past this many bits the hash is used up, and a leaf takes every entry that still collides.</summary>
    internal const int HashBits = 32;

    /// <summary>The entry of a name, or a null reference.</summary>
    internal abstract ref readonly Entry Locate(ReadOnlySpan<char> name, int hash, int shift);

    internal abstract TrieNode Set(Entry entry, int shift, out Node? old);

    /// <summary>The node without the name; null when nothing is left; itself when the name was not there.</summary>
    internal abstract TrieNode? Remove(ReadOnlySpan<char> name, int hash, int shift, out Node? old);

    /// <summary>Whether an entry below is, or leads to, a shared inode.</summary>
    internal abstract bool HasLinks { get; }

    /// <summary>Adds the entries that are, or lead to, shared inodes; what has none is not visited.</summary>
    internal abstract void CollectLinked(List<Entry> linked);

    internal abstract void CopyTo(Entry[] entries, ref int next);

    internal static int Slot(int hash, int shift) => (int)((uint)hash >> shift) & 31;

    /// <summary>A subtree of entries that agree in the bits below <paramref name="shift"/>. Takes the array over.</summary>
    internal static TrieNode Build(Entry[] entries, int shift)
    {
        if (entries.Length <= TrieLeaf.Capacity || shift >= HashBits)
        {
            Array.Sort(entries, static (a, b) => TrieLeaf.Compare(a.Hash, a.Name, b.Hash, b.Name));
            return new TrieLeaf(entries);
        }
        Span<int> counts = stackalloc int[32];
        counts.Clear();
        foreach (ref readonly Entry entry in entries.AsSpan()) counts[Slot(entry.Hash, shift)]++;
        var parts = new Entry[32][];
        foreach (ref readonly Entry entry in entries.AsSpan())
        {
            int slot = Slot(entry.Hash, shift);
            Entry[] part = parts[slot] ??= new Entry[counts[slot]];
            part[^counts[slot]--] = entry;
        }
        uint bitmap = 0;
        var children = new List<TrieNode>(32);
        for (int slot = 0; slot < 32; slot++)
        {
            if (parts[slot] is not { } part) continue;
            bitmap |= 1u << slot;
            children.Add(Build(part, shift + BitsPerLevel));
        }
        return new TrieBranch(bitmap, [.. children]);
    }
}
