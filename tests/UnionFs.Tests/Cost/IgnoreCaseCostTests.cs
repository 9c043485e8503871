namespace UnionFs.Tests.Cost;

/// <summary>What it costs to ignore case: no more allocations, and no visit of a node.</summary>
[Collection(TreeTests.Name)]
public class IgnoreCaseCostTests(TreeFixture trees)
{
    [Theory]
    [InlineData("/D0/E0/F1", FsError.None)]
    [InlineData("/d0/e0/f1", FsError.None)]
    [InlineData("/D0/E0/\u00c9missing", FsError.ENOENT)]
    [InlineData("/D0/missing/F1", FsError.ENOENT)]
    [InlineData("/D0/E0/F1/x", FsError.ENOTDIR)]
    public void Stat_OfAnySpelling_AllocatesNothing(string path, FsError expected)
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(trees.Million, new LayerBuilder().AddFile("/D0/E0/new", "").Build()).WithNames(NameComparison.IgnoreCase));
        FsError error = default;
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int i = 0; i < SteadyLookupTests.Lookups; i++) error = fs.Posix.Stat(path, out _);
        }));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void WithNames_OverAMillionFiles_AllocatesAsOverTen()
    {
        LayerStack small = LayerStack.FromBottom(trees.Ten, trees.Ten), large = LayerStack.FromBottom(trees.Million, trees.Million);
        long overTen = Allocated.By(() => small.WithNames(NameComparison.IgnoreCase));
        Assert.Equal(overTen, Allocated.By(() => large.WithNames(NameComparison.IgnoreCase)));
        Assert.InRange(overTen, 1, 1024);
    }

    [Fact]
    public void Rename_ToAnotherSpelling_AllocatesAsAnyRename()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(trees.Million).WithNames(NameComparison.IgnoreCase));
        long other = Allocated.By(() => { fs.Posix.Rename("/d0", "/x0"); fs.Posix.Rename("/x0", "/d0"); });
        long spelling = Allocated.By(() => { fs.Posix.Rename("/d0", "/D0"); fs.Posix.Rename("/D0", "/d0"); });
        Assert.InRange(spelling, 1, other + 4096);
    }

    [Fact]
    public void Directory_SeenByManyStacks_IsRefoldedOnce()
    {
        // What is left is the merge, which every stack does for itself; the shape of the tries, and so some bytes, is another in every process.
        Assert.InRange(ForAnotherStack(NameComparison.IgnoreCase), 1, ForAnotherStack(NameComparison.Ordinal) + 16_384);

        long ForAnotherStack(NameComparison names) => Allocated.By(() =>
            Assert.Equal(FsError.None, new Snapshot(LayerStack.FromBottom(trees.Million).WithNames(names)).Posix.Stat("/d0/e0/f1", out _)));
    }
}
