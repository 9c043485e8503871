namespace UnionFs.Tests.Merging;

/// <summary>Who provides a path, where directories are only implied.</summary>
public class ProvenanceTests
{
    private static readonly Layer File = new LayerBuilder("file").AddFile("x", "").Build();
    private static readonly Layer Whiteout = new LayerBuilder("whiteout").AddWhiteout("x").Build();
    private static readonly Layer Stated = new LayerBuilder("stated").AddDirectory("x").Build();
    private static readonly Layer Implied = new LayerBuilder("implied").AddFile("x/y", "").Build();

    private static string Which(params Layer[] layers) =>
        string.Join(' ', new Snapshot(LayerStack.FromBottom(layers)).Which("/x").Entries.Select(entry => $"{entry.Layer}:{entry.Role}"));

    [Fact]
    public void Which_ImpliedDirectoryOverNoDirectory_ProvidesItself()
    {
        Assert.Equal("implied:Provides file:Hidden", Which(File, Implied));
        Assert.Equal("implied:Provides whiteout:Whiteout file:Hidden", Which(File, Whiteout, Implied));
        Assert.Equal("implied:Provides implied:Merged file:Hidden stated:Hidden", Which(Stated, File, Implied, Implied));
    }

    [Fact]
    public void Which_ImpliedDirectoryOverAStatedOne_GivesWay()
    {
        Assert.Equal("implied:Merged stated:Provides file:Hidden", Which(File, Stated, Implied));
        Assert.Equal("implied:Merged implied:Merged stated:Provides implied:Merged", Which(Implied, Stated, Implied, Implied));
        Assert.Equal("file:Provides implied:Hidden", Which(Implied, File));
    }
}
