using static UnionFs.Tests.IgnoreCase.Views;

namespace UnionFs.Tests.IgnoreCase;

/// <summary>The report of names that collide.</summary>
public class CollisionTests
{
    private static string[] Found(params Layer[] layers)
    {
        LayerStack stack = LayerStack.FromBottom(layers);
        string[] found = [.. stack.FindCollisions().Select(Text)];
        Assert.Equal(found, stack.WithNames(NameComparison.IgnoreCase).FindCollisions().Select(Text));
        return found;
    }

    private static string Text(NameCollision collision) =>
        $"{collision.Kind} {collision.Directory} {string.Join(' ', collision.Names.Select(name => $"{name.LayerIndex}:{name.Path}"))}";

    [Fact]
    public void NamesThatDiffer_AreNone() => Assert.Empty(Found(Files("/a/b", "/c"), Files("/a/b", "/d")));

    [Fact]
    public void NamesAlike_InOneLayer_AreWithinIt() =>
        Assert.Equal(["WithinLayer / 0:/AB 0:/ab", "WithinLayer /d 0:/d/X 0:/d/x"], Found(Files("/ab", "/AB", "/d/x", "/d/X")));

    [Fact]
    public void NamesAlike_InTwoLayers_AreAcrossThem() =>
        Assert.Equal(["AcrossLayers / 0:/README 2:/readme"], Found(Files("/readme"), Files("/other"), Files("/README")));

    [Fact]
    public void NamesAlike_InBoth_AreWithin() => Assert.Equal(["WithinLayer / 0:/A 1:/A 1:/a"], Found(Files("/a", "/A"), Files("/A")));

    [Fact]
    public void DirectoriesAlike_AreLookedIntoAsOne() =>
        Assert.Equal(["WithinLayer / 0:/D 0:/d", "WithinLayer /D 0:/D/x 0:/d/x"], Found(Files("/d/x", "/D/x", "/d/y", "/D/z")));

    [Fact]
    public void DirectoriesOfTwoLayers_SpelledDifferently_AreLookedIntoAsOne() =>
        Assert.Equal(["AcrossLayers / 0:/Maps 1:/maps", "AcrossLayers /Maps 0:/Maps/A 1:/maps/a"], Found(Files("/maps/a"), Files("/Maps/A")));

    [Fact]
    public void NamesParted_ByAWhiteout_DoNotMeet()
    {
        Assert.Empty(Found(Files("/a"), Files("-/a"), Files("/A")));
        Assert.Empty(Found(Files("/d/x"), Files("-/d", "/D/X")));
        Assert.Empty(Found(Files("/a"), Files("-/A")));
    }

    [Fact]
    public void NamesBelowHiddenDirectories_AreFoundInTheirOwnLayer() =>
        Assert.Equal(["WithinLayer /d 1:/d/X 1:/d/x"], Found(Files("/d/x", "/d/X"), Files("/d")));

    [Fact]
    public void DifferencesOfAFileSystemThatIgnoresCase_CollideWithNothing()
    {
        UnionFileSystem fs = Union(Files("/Dir/x", "/File"));
        fs.Directory.Move("/Dir", "/dir");
        fs.File.Move("/File", "/FILE");
        fs.Commit();
        Assert.Empty(fs.Layers.FindCollisions());
    }

    [Fact]
    public void Text_OfACollision_NamesPathsAndLayers() =>
        Assert.Equal("/: /A (mod), /a (mod)", LayerStack.Empty.Push(Files("/a", "/A").WithName("mod")).FindCollisions()[0].ToString());
}
