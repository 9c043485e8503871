using UnionFs.Nodes;

namespace UnionFs.Tests.Trie;

/// <summary>The map of a directory's entries against a dictionary: what it counts along, what it lists, and how two of them differ.</summary>
public class EntryMapTests
{
    private static Node NodeOf(Random random, long number) => random.Next(12) switch
    {
        0 => new PlainDirectory(number, Metadata.DefaultDirectory, EntryMap.Empty),
        1 => new PlainDirectory(number, Metadata.DefaultDirectory, EntryMap.Empty, opaque: true),
        2 => WhiteoutNode.Instance,
        3 => new SharedInode(new FileNode(number, Metadata.DefaultFile, Content.Empty), 2),
        4 or 5 => new FileNode(number | InodeMarks.Made | InodeMarks.Written, Metadata.DefaultFile, Content.From("12345")),
        6 => new PlainDirectory(number | InodeMarks.Made, Metadata.DefaultDirectory, EntryMap.Empty.Set("x", new FileNode(number | InodeMarks.Made, Metadata.DefaultFile, Content.Empty))),
        _ => new FileNode(number, Metadata.DefaultFile, Content.From("1")),
    };

    private static string Name(Random random, bool folds)
    {
        string name = $"name{random.Next(folds ? 60 : 900)}";
        return folds ? new string([.. name.Select((c, i) => i < 3 && random.Next(2) == 0 ? char.ToUpperInvariant(c) : c)]) : name;
    }

    [Theory]
    [InlineData(NameComparison.Ordinal)]
    [InlineData(NameComparison.IgnoreCase)]
    public void SetAndRemove_AreADictionarys_AndDifferencesToo(NameComparison names)
    {
        var random = new Random(7);
        EntryMap map = EntryMap.EmptyOf(names), earlier = map;
        var model = new SortedDictionary<string, Node>(StringComparer.Ordinal);
        var earlierModel = new Dictionary<string, Node>(StringComparer.Ordinal);
        for (int step = 1; step <= 3000; step++)
        {
            string name = Name(random, names != NameComparison.Ordinal);
            if (random.Next(100) < (step / 750 % 2 == 0 ? 80 : 15))
            {
                Node node = NodeOf(random, step);
                map = map.Set(name, node);
                model[name] = node;
            }
            else
            {
                EntryMap before = map;
                map = map.Remove(name);
                if (!model.Remove(name)) Assert.Same(before, map);
            }
            if (step % 40 != 0) continue;
            Check(map, model, names);
            Check(EntryMap.Build(map.Unordered(), names), model, names);
            CheckDifference(earlier, earlierModel, map, model);
            // A change or two, and many.
            if (random.Next(3) == 0) (earlier, earlierModel) = (map, new Dictionary<string, Node>(model, StringComparer.Ordinal));
        }
    }

    private static void Check(EntryMap map, SortedDictionary<string, Node> model, NameComparison names)
    {
        Assert.Equal(names, map.Names);
        Assert.Equal(names, map.Emptied.Names);
        Assert.Equal((model.Count, model.Values.Count(node => node is DirectoryNode)), (map.Count, map.DirectoryCount));
        Assert.Equal((model.Values.Any(node => node.HasMarks), model.Values.Any(node => node.HasLinks)), (map.HasMarks, map.HasLinks));
        Assert.Equal(model.Values.Aggregate(default(Charge), (sum, node) => sum + node.Charge), map.Charge);
        Assert.Equal(model.Select(pair => (pair.Key, pair.Value)), map.Ordered.Select(entry => (entry.Name, entry.Node)));
        Assert.Same(map.Ordered, map.Ordered);
        Assert.Equal(model.Keys, map.Unordered().Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(model.Where(pair => pair.Value.HasLinks).Select(pair => pair.Key), map.Linked().Select(entry => entry.Name));
        foreach (string name in model.Keys)
        {
            Assert.Same(model[name], map.Find(name));
            Assert.Same(model[name], map.FindExact(name));
            Assert.Equal(AlikeIn(model, name, names), map.Alike(name).Select(entry => entry.Name));
        }
        foreach (string name in new[] { "name1", "NAME1", "nAME59", "other" })
        {
            Assert.Same(model.GetValueOrDefault(name), map.FindExact(name));
            string[] alike = AlikeIn(model, name, names);
            string? found = model.ContainsKey(name) ? name : alike.FirstOrDefault();
            Assert.Equal(found is not null, map.TryGet(name, out Entry entry));
            Assert.Equal(found, entry.Name);
            if (names == NameComparison.Ordinal) continue;
            string? leader = alike.LastOrDefault(each => model[each] is DirectoryNode) ?? alike.FirstOrDefault();
            Assert.Equal(leader is not null, map.TryGetLeader(new Entry(name, WhiteoutNode.Instance, names), out Entry led));
            Assert.Equal(leader, led.Name);
        }
        if (names == NameComparison.Ordinal) return;
        ArraySegment<Entry>[] groups = [.. map.ByLikeness()];
        Assert.Equal(model.Count, groups.Sum(group => group.Count));
        foreach (ArraySegment<Entry> group in groups) Assert.Equal(AlikeIn(model, group[0].Name, names), group.Select(entry => entry.Name));
    }

    private static string[] AlikeIn(SortedDictionary<string, Node> model, string name, NameComparison names) => names == NameComparison.Ordinal
        ? model.ContainsKey(name) ? [name] : []
        : [.. model.Keys.Where(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase))];

    private static void CheckDifference(EntryMap before, Dictionary<string, Node> modelBefore, EntryMap after, SortedDictionary<string, Node> model)
    {
        var expected = modelBefore.Keys.Union(model.Keys).Order(StringComparer.Ordinal)
            .Select(name => new EntryDifference.Pair(name, modelBefore.GetValueOrDefault(name), model.GetValueOrDefault(name)))
            .Where(pair => !ReferenceEquals(pair.Before, pair.After));
        Assert.Equal(expected, EntryDifference.Between(before, after));
        Assert.Equal(expected.Select(pair => new EntryDifference.Pair(pair.Name, pair.After, pair.Before)), EntryDifference.Between(after, before));
    }

    [Fact]
    public void MarksAndLinks_OfAMap_AreThoseOfItsEntries()
    {
        EntryMap plain = EntryMap.Empty.Set("f", new FileNode(1, Metadata.DefaultFile, Content.Empty)).Set("d", new PlainDirectory(2, Metadata.DefaultDirectory, EntryMap.Empty));
        Assert.Equal((false, false), (plain.HasMarks, plain.HasLinks));
        EntryMap marked = plain.Set("w", WhiteoutNode.Instance);
        Assert.Equal((true, false), (marked.HasMarks, marked.HasLinks));
        EntryMap linked = plain.Set("l", new SharedInode(plain.Find("f")!, 2));
        Assert.Equal((false, true), (linked.HasMarks, linked.HasLinks));
        Assert.Equal((false, false), (linked.Remove("l").HasMarks, marked.Remove("w").HasMarks));
    }

    [Fact]
    public void Settled_Map_IsTheSameAndChargedToNobody()
    {
        var random = new Random(3);
        EntryMap map = EntryMap.Empty;
        for (int i = 0; i < 100; i++)
            if (NodeOf(random, i) is var node and not SharedInode) map = map.Set($"n{i}", node);
        Assert.NotEqual(default, map.Charge);
        EntryMap settled = map.Settled();
        Assert.Equal(default, settled.Charge);
        Assert.Equal(map.Ordered.Select(entry => (entry.Name, entry.Node.Ino, entry.Node.Kind)), settled.Ordered.Select(entry => (entry.Name, entry.Node.Ino, entry.Node.Kind)));
        Assert.Same(settled, settled.Settled());
        foreach (Entry entry in settled.Ordered)
            if (entry.Node is DirectoryNode { Entries: var below }) Assert.Equal(default, below.Charge);
    }
}
