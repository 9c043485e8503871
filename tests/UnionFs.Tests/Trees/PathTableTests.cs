using UnionFs.Nodes;

namespace UnionFs.Tests.Trees;

/// <summary>The table of a tree's directories says what a walk from name to name says, for every path that it has.</summary>
public class PathTableTests
{
    [Fact]
    public void EveryEntry_AndEveryMissingName_AreWhatAWalkFinds()
    {
        var builder = new LayerBuilder();
        for (int d = 0; d < 300; d++)
            for (int f = 0; f < d % 40; f++) builder.AddFile($"/top{d % 7}/d{d}/f{f}", $"{d} {f}");
        DirectoryNode root = RootOf(builder);
        PathTable table = PathTable.TryBuild(root, 1000)!;
        foreach ((string path, EntryMap entries) in Directories(root, ""))
        {
            foreach (Entry entry in entries.Ordered) Assert.Same(entry.Node, Find(table, path, entry.Name));
            for (int i = 0; i < 50; i++) Assert.Null(Find(table, path, $"none{i}"));
        }
        Assert.Equal(1 + 7 + 300 - 8, Directories(root, "").Count());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("a/")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a/file")]
    [InlineData("A")]
    public void PathThatIsNoDirectorysByPlainNames_IsNotInIt(string path)
    {
        PathTable table = PathTable.TryBuild(RootOf(new LayerBuilder().AddFile("/a/b/c", "").AddFile("/a/file", "")), 10)!;
        Assert.False(table.TryFind(path, NameHash.Of(path), "c", out Node? entry));
        Assert.Null(entry);
        Assert.NotNull(Find(table, "a/b", "c"));
        Assert.NotNull(Find(table, "", "a"));
    }

    [Fact]
    public void MoreDirectoriesThanAllowed_NoTable()
    {
        var builder = new LayerBuilder();
        for (int d = 0; d < 9; d++) builder.AddFile($"/d{d}/f", "");
        Assert.NotNull(PathTable.TryBuild(RootOf(builder), 10));
        Assert.Null(PathTable.TryBuild(RootOf(builder), 9));
    }

    [Fact]
    public void PathLongerThanIsRemembered_IsLeftOut_AndFoundByTheWalk()
    {
        string directory = string.Join('/', Enumerable.Repeat(new string('x', 100), 6));
        DirectoryNode root = RootOf(new LayerBuilder().AddFile($"/{directory}/f", ""));
        PathTable table = PathTable.TryBuild(root, 10)!;
        Assert.False(table.TryFind(directory, NameHash.Of(directory), "f", out _));
        Assert.NotNull(Find(table, directory[..403], new string('x', 100)));
    }

    /// <summary>Made once, when lookups have paid for it; then no lookup allocates, however many paths it is asked for.</summary>
    [Fact]
    public void TreeAskedOften_LooksUpWithoutAllocating()
    {
        var builder = new LayerBuilder();
        string[] paths = [.. Enumerable.Range(0, 30_000).Select(i => FormattableString.Invariant($"/a{i % 3}/b{i / 3}/file"))];
        foreach (string path in paths) builder.AddFile(path, "");
        var fs = new UnionFileSystem(builder.Build());
        string[] missing = [.. paths.Select(path => path + "x")];
        for (int round = 0; round < 10; round++) Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Ask()
        {
            foreach (string path in paths) if (!fs.File.Exists(path)) throw new InvalidOperationException(path);
            foreach (string path in missing) if (fs.File.Exists(path)) throw new InvalidOperationException(path);
        }
    }

    private static DirectoryNode RootOf(LayerBuilder builder) => LayerStack.FromBottom(builder.Build()).MergedRoot;

    private static Node? Find(PathTable table, string path, string name)
    {
        Assert.True(table.TryFind(path, NameHash.Of(path), name, out Node? entry));
        return entry;
    }

    private static IEnumerable<(string Path, EntryMap Entries)> Directories(DirectoryNode from, string path)
    {
        yield return (path, from.Entries);
        foreach (Entry entry in from.Entries.Ordered)
            if (entry.Node is DirectoryNode below)
                foreach ((string, EntryMap) each in Directories(below, path.Length == 0 ? entry.Name : $"{path}/{entry.Name}")) yield return each;
    }
}
