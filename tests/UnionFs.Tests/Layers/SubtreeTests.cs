namespace UnionFs.Tests.Layers;

/// <summary>A directory of a layer as a layer.</summary>
public class SubtreeTests
{
    private static readonly Layer Whole = new LayerBuilder("whole").AddFile("data/f", "1").AddFile("Data/g", "2").AddFile("data/deep/h", "3").AddWhiteout("data/gone")
        .AddDirectory("data/deep", Metadata.DefaultDirectory with { Mode = 0x1C0 }, opaque: true).Build();

    private static string[] Paths(Layer layer) => [.. layer.Entries().Select(entry => entry.Path)];

    [Fact]
    public void Subtree_HasTheDirectoryForARoot_AndKeepsFlags()
    {
        Assert.Equal(["/", "/deep", "/deep/h", "/f", "/gone"], Paths(Whole.Subtree("/data")));
        Assert.Equal(["/", "/h"], Paths(Whole.Subtree("data/deep/")));
        Assert.Equal((true, 0x1C0), (Whole.Subtree("data/deep").Entries().First().IsOpaque, Whole.Subtree("data/deep").Entries().First().Metadata.Mode));
        Assert.Equal("whole", Whole.Subtree("data").Name);
        Assert.Same(Whole, Whole.Subtree("/"));
        Assert.Equal(["/", "/a", "/a/b", "/a/b/h"], Paths(Whole.Subtree("data/deep").MountedAt("a/b")));
    }

    [Fact]
    public void Subtree_IgnoringCase_UnitesWhatIsAlike()
    {
        Assert.Equal(["/", "/deep", "/deep/h", "/f", "/g", "/gone"], Paths(Whole.Subtree("DATA", NameComparison.IgnoreCase)));
        Assert.Equal(["/", "/g"], Paths(Whole.Subtree("Data")));
        // And is a layer like any other, in any stack.
        LayerStack stack = LayerStack.FromBottom(new LayerBuilder().AddFile("gone", "x").AddFile("deep/low", "x").Build(), Whole.Subtree("DATA", NameComparison.IgnoreCase));
        Assert.Equal(["deep", "f", "g"], stack.List("/").Select(entry => entry.Path[1..]));
        Assert.Equal(["/deep/h"], stack.List("/deep").Select(entry => entry.Path));
    }

    [Fact]
    public void Subtree_WhereNoDirectoryIs_IsRefused()
    {
        foreach (string path in new[] { "none", "data/f", "data/gone", "data/f/x", "DATA" })
            Assert.Contains(path, Assert.Throws<DirectoryNotFoundException>(() => Whole.Subtree(path)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Whole.Subtree("data/../data"));
    }

    [Fact]
    public void KeyOf_IsEqualForTheSameName()
    {
        Assert.Equal(NameComparison.IgnoreCase.KeyOf("Straße.PNG"), NameComparison.IgnoreCase.KeyOf("sTRAße.png"));
        Assert.NotEqual(NameComparison.IgnoreCase.KeyOf("strasse"), NameComparison.IgnoreCase.KeyOf("straße"));
        Assert.Equal("Name", NameComparison.Ordinal.KeyOf("Name"));
    }
}
