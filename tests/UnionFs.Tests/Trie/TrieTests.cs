using System.Runtime.CompilerServices;
using System.Numerics;
using UnionFs.Nodes;

namespace UnionFs.Tests.Trie;

/// <summary>
/// The hash trie against a dictionary, with hashes of all kinds: a real hash meets deep branches and full collisions too seldom. After each
/// step the shape is what it should be, and the trie before the step is what it was.
/// </summary>
public class TrieTests
{
    private static readonly Node File = new FileNode(1, Metadata.DefaultFile, Content.Empty);

    /// <summary>How the n-th name hashes.</summary>
    public static TheoryData<string> Hashes => ["spread", "all the same", "two of them", "in the last bits", "in the first bits", "in the middle", "sixteen each"];

    private static int HashOf(string kind, int n) => kind switch
    {
        "spread" => (int)(n * 2654435761L),
        "all the same" => -7,
        "two of them" => n % 2 == 0 ? 0 : int.MinValue,
        "in the last bits" => n << 27,
        "in the first bits" => n % 64,
        "in the middle" => n << 10,
        _ => n / 16 * 31,
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void SetAndRemove_AnyHashes_AreADictionarys(string kind)
    {
        var random = new Random(5);
        TrieNode? root = null;
        var model = new Dictionary<string, Entry>(StringComparer.Ordinal);
        for (int step = 0; step < 1200; step++)
        {
            // It grows, shrinks to nothing, grows again.
            bool isSet = random.Next(100) < (step / 300 % 2 == 0 ? 75 : 20);
            int n = random.Next(200);
            string name = $"n{n}";
            int hash = HashOf(kind, n);
            Node? was = model.TryGetValue(name, out Entry known) ? known.Node : null;
            TrieNode? before = root;
            Entry[] listed = Listed(before);
            Node? old;
            if (isSet)
            {
                var entry = new Entry(name, random.Next(8) == 0 ? new SharedInode(File, 2) : new FileNode(step, Metadata.DefaultFile, Content.Empty), hash);
                root = (root ?? TrieLeaf.Empty).Set(entry, 0, out old);
                model[name] = entry;
            }
            else
            {
                old = null;
                root = root?.Remove(name, hash, 0, out old);
                if (was is null) Assert.Same(before, root);
                model.Remove(name);
            }
            Assert.Same(was, old);
            Check(root, model, kind);
            Assert.Equal(listed, Listed(before));
        }
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Build_AnyHashes_IsWhatSettingOneByOneGives(string kind)
    {
        foreach (int count in new[] { 1, 15, 16, 17, 18, 33, 300 })
        {
            Entry[] entries = [.. Enumerable.Range(0, count).Select(n => new Entry($"n{n}", File, HashOf(kind, n)))];
            TrieNode built = TrieNode.Build([.. entries], 0);
            TrieNode grown = TrieLeaf.Empty;
            foreach (Entry entry in entries) grown = grown.Set(entry, 0, out _);
            Assert.Equal(Shape(grown), Shape(built));
            Check(built, entries.ToDictionary(entry => entry.Name), kind);
        }
    }

    private static void Check(TrieNode? root, Dictionary<string, Entry> model, string kind)
    {
        Entry[] listed = Listed(root);
        Assert.Equal(model.Count, listed.Length);
        foreach (Entry entry in listed) Assert.Equal(model[entry.Name], entry);
        Assert.Equal(model.Values.Any(entry => entry.Node.HasLinks), root?.HasLinks ?? false);
        var linked = new List<Entry>();
        root?.CollectLinked(linked);
        Assert.Equal(model.Values.Where(entry => entry.Node.HasLinks).Select(entry => entry.Name).Order(), linked.Select(entry => entry.Name).Order());
        if (root is null) return;
        for (int n = 0; n < 400; n += 7)
        {
            bool isThere = model.TryGetValue($"n{n}", out Entry expected);
            ref readonly Entry found = ref root.Locate($"n{n}", HashOf(kind, n), 0);
            Assert.Equal(isThere, !Unsafe.IsNullRef(in found));
            if (isThere) Assert.Equal(expected, found);
        }
        Assert.True(Unsafe.IsNullRef(in root.Locate("n1x", HashOf(kind, 1), 0)));
        Shape(root);
    }

    private static Entry[] Listed(TrieNode? root)
    {
        if (root is null) return [];
        var target = new Entry[1000];
        int next = 0;
        root.CopyTo(target, ref next);
        return target[..next];
    }

    /// <summary>The shape in words; whatever must not be is an error.</summary>
    private static string Shape(TrieNode node, int shift = 0)
    {
        if (node is TrieLeaf leaf)
        {
            ReadOnlySpan<Entry> entries = leaf.Entries;
            Assert.True(entries.Length <= TrieLeaf.Capacity || entries[0].Hash == entries[^1].Hash, $"A leaf of {entries.Length}.");
            for (int i = 1; i < entries.Length; i++)
                Assert.True(TrieLeaf.Compare(entries[i - 1].Hash, entries[i - 1].Name, entries[i].Hash, entries[i].Name) < 0, "A leaf is not in order.");
            if (entries.Length > 0)
            {
                Entry[] same = leaf.SameHash(entries[0].Hash).ToArray();
                Assert.Equal(entries.ToArray().TakeWhile(entry => entry.Hash == same[0].Hash), same);
                Assert.Equal(0, leaf.SameHash(entries[^1].Hash + 1).Length);
            }
            return entries.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        var branch = (TrieBranch)node;
        Assert.True(shift < TrieNode.HashBits, "A branch below the last bit.");
        var children = new List<string>();
        for (int slot = 0; slot < 32; slot++)
        {
            TrieNode? child = branch.Child(slot);
            Assert.Equal((branch.Bitmap >> slot & 1) != 0, child is not null);
            if (child is null) continue;
            foreach (Entry entry in Listed(child)) Assert.Equal(slot, TrieNode.Slot(entry.Hash, shift));
            children.Add($"{slot}:{Shape(child, shift + TrieNode.BitsPerLevel)}");
        }
        Assert.Equal(BitOperations.PopCount(branch.Bitmap), children.Count);
        Assert.NotEmpty(children);
        // A leaf needs no branch above it, unless it has more than a leaf takes.
        if (children.Count == 1 && branch.Child(BitOperations.TrailingZeroCount(branch.Bitmap)) is TrieLeaf only) Assert.True(only.Entries.Length > TrieLeaf.Capacity, "A leaf alone below a branch.");
        return $"({string.Join(' ', children)})";
    }
}
