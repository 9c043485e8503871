using System.Numerics;
using System.Runtime.CompilerServices;

namespace UnionFs.Nodes;

/// <summary>Up to 32 children, packed; the bitmap says which of the five-bit values are there.</summary>
internal sealed class TrieBranch(uint bitmap, TrieNode[] children) : TrieNode
{
    internal uint Bitmap => bitmap;

    internal override ref readonly Entry Locate(ReadOnlySpan<char> name, int hash, int shift)
    {
        TrieBranch branch = this;
        while (true)
        {
            if (branch.Child(Slot(hash, shift)) is not { } child) return ref Unsafe.NullRef<Entry>();
            shift += BitsPerLevel;
            if (child is not TrieBranch next) return ref child.Locate(name, hash, shift);
            branch = next;
        }
    }

    internal TrieNode? Child(int slot)
    {
        uint bit = 1u << slot;
        return (bitmap & bit) == 0 ? null : children[Index(bit)];
    }

    internal override TrieNode Set(Entry entry, int shift, out Node? old)
    {
        uint bit = 1u << Slot(entry.Hash, shift);
        int index = Index(bit);
        if ((bitmap & bit) != 0) return Replaced(index, children[index].Set(entry, shift + BitsPerLevel, out old));
        old = null;
        var grown = new TrieNode[children.Length + 1];
        Array.Copy(children, grown, index);
        grown[index] = new TrieLeaf([entry]);
        Array.Copy(children, index, grown, index + 1, children.Length - index);
        return new TrieBranch(bitmap | bit, grown);
    }

    internal override TrieNode? Remove(ReadOnlySpan<char> name, int hash, int shift, out Node? old)
    {
        uint bit = 1u << Slot(hash, shift);
        old = null;
        if ((bitmap & bit) == 0) return this;
        int index = Index(bit);
        TrieNode? child = children[index].Remove(name, hash, shift + BitsPerLevel, out old);
        if (old is null) return this;
        if (child is not null) return child is TrieLeaf && children.Length == 1 ? child : Replaced(index, child);
        if (children.Length == 1) return null;
        var shrunk = new TrieNode[children.Length - 1];
        Array.Copy(children, shrunk, index);
        Array.Copy(children, index + 1, shrunk, index, shrunk.Length - index);
        // A lone leaf needs no branch above it: its order by hash and name holds at any depth.
        return shrunk.Length == 1 && shrunk[0] is TrieLeaf lone ? lone : new TrieBranch(bitmap & ~bit, shrunk);
    }

    internal override bool HasLinks { get; } = Array.Exists(children, static child => child.HasLinks);

    internal override void CollectLinked(List<Entry> linked)
    {
        if (!HasLinks) return;
        foreach (TrieNode child in children) child.CollectLinked(linked);
    }

    internal override void CopyTo(Entry[] entries, ref int next)
    {
        foreach (TrieNode child in children) child.CopyTo(entries, ref next);
    }

    private int Index(uint bit) => BitOperations.PopCount(bitmap & (bit - 1));

    private TrieBranch Replaced(int index, TrieNode child)
    {
        var copy = new TrieNode[children.Length];
        Array.Copy(children, copy, copy.Length);
        copy[index] = child;
        return new TrieBranch(bitmap, copy);
    }
}
