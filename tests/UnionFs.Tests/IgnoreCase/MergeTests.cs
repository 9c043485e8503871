using static UnionFs.Tests.IgnoreCase.Views;

namespace UnionFs.Tests.IgnoreCase;

/// <summary>The merge where case is ignored, rule by rule.</summary>
public class MergeTests
{
    [Fact]
    public void Stack_UnlessTold_IsOrdinal()
    {
        Assert.Equal(NameComparison.Ordinal, LayerStack.Empty.Names);
        Assert.Equal("A a", Tree(LayerStack.FromBottom(Files("/a"), Files("/A"))));
        Assert.Equal(NameComparison.Ordinal, new UnionFileSystem().Layers.Names);
    }

    [Fact]
    public void WithNames_ThereAndBack_IsTheSameView()
    {
        LayerStack stack = LayerStack.FromBottom(Files("/a", "/A"), Files("/A"));
        Assert.Equal("A", Tree(stack.WithNames(NameComparison.IgnoreCase)));
        Assert.Equal("A a", Tree(stack.WithNames(NameComparison.IgnoreCase).WithNames(NameComparison.Ordinal)));
        Assert.Same(stack, stack.WithNames(NameComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => stack.WithNames((NameComparison)4));
    }

    [Fact]
    public void Edits_OfAStack_KeepTheComparison()
    {
        LayerStack stack = Stack(Files("/a"), Files("/b"));
        Layer other = Files("/A");
        foreach (LayerStack edited in new[] { stack.Push(other), stack.Pop(), stack.Pop().Pop(), stack.Insert(1, other), stack.RemoveAt(0), stack.Replace(1, other), stack.Move(0, 1) })
            Assert.Equal(NameComparison.IgnoreCase, edited.Names);
        Assert.Equal("A b", Tree(stack.Push(other)));
        Assert.Equal("a b", Tree(stack.Insert(2, other)));
    }

    [Fact]
    public void FileOverFile_OfAnotherSpelling_HidesIt() => Assert.Equal("README", Tree(Stack(Files("/readme"), Files("/README"))));

    [Fact]
    public void DirectoryOverDirectory_Stated_TakesTheUpperSpelling() =>
        Assert.Equal("Maps(a b)", Tree(Stack(Files("/maps/a"), Files("/Maps/", "/Maps/b"))));

    [Fact]
    public void DirectoryOverDirectory_Implied_KeepsTheLowerSpelling() =>
        Assert.Equal("maps(a b)", Tree(Stack(Files("/maps/a"), Files("/Maps/b"))));

    [Fact]
    public void Whiteout_OfAnySpelling_HidesAllAlike() => Assert.Equal("c", Tree(Stack(Files("/ab", "/aB", "/c"), Files("-/AB"))));

    [Fact]
    public void Whiteout_BesideADirectoryAlike_HidesWhatIsBelow() => Assert.Equal("d(new)", Tree(Stack(Files("/D/old"), Files("-/D", "/d/new"))));

    [Fact]
    public void FilesAlike_InOneLayer_StayEachUnderItsSpelling()
    {
        UnionFileSystem fs = Union(Files("/ab", "/aB", "/AB"));
        Assert.Equal("AB aB ab", Tree(fs));
        Assert.Equal("/ab", fs.File.ReadAllText("/ab"));
        Assert.Equal("/aB", fs.File.ReadAllText("/aB"));
        // Any other spelling is the ordinally first's.
        Assert.Equal("/AB", fs.File.ReadAllText("/Ab"));
    }

    [Fact]
    public void FilesAlike_UnderAnUpperOne_AreAllHidden() => Assert.Equal("Ab", Tree(Stack(Files("/ab", "/aB"), Files("/Ab"))));

    [Fact]
    public void FilesAlike_OverALowerOne_HideIt() => Assert.Equal("aB ab", Tree(Stack(Files("/AB"), Files("/ab", "/aB"))));

    [Fact]
    public void DirectoriesAlike_InOneLayer_AreUnited()
    {
        UnionFileSystem fs = Union(Files("/Textures/a", "/textures/b", "/TEXTURES/sub/c", "/textures/SUB/d"));
        Assert.Equal("TEXTURES(SUB(c d) a b)", Tree(fs));
        Assert.Equal("/textures/SUB/d", fs.File.ReadAllText("/textures/sub/D"));
    }

    [Fact]
    public void FilesOfOneName_InDirectoriesAlike_TheFirstHasIt() =>
        Assert.Equal("/A/x", Union(Files("/a/x", "/A/x")).File.ReadAllText("/a/x"));

    [Fact]
    public void DirectoryBesideAFileAlike_MergesWithDirectoriesAlone()
    {
        Assert.Equal("A a(x y)", Tree(Stack(Files("/a/x"), Files("/A", "/a/y"))));
        Assert.Equal("a(x y)", Tree(Stack(Files("/A", "/a/x"), Files("/a/y"))));
    }

    [Fact]
    public void NamesBeyondAscii_FoldUnitByUnit()
    {
        UnionFileSystem fs = Union(Files("/\u00e9t\u00e9", "/\u0436", "/stra\u00dfe", "/\U00010428"));
        Assert.True(fs.File.Exists("/\u00c9T\u00c9"));
        Assert.True(fs.File.Exists("/\u0416"));
        Assert.False(fs.File.Exists("/STRASSE"));
        // Beyond U+FFFF characters count as they are, and so do composed and decomposed ones.
        Assert.False(fs.File.Exists("/\U00010400"));
        Assert.False(fs.File.Exists("/e\u0301te\u0301"));
    }

    [Fact]
    public void FiveHundredLayers_SpelledInTurns_AreOneDirectory()
    {
        LayerStack stack = LayerStack.Empty.WithNames(NameComparison.IgnoreCase);
        for (int i = 0; i < 500; i++) stack = stack.Push(Files(i % 2 == 0 ? $"/data/f{i}" : $"/DATA/F{i}"));
        var fs = new UnionFileSystem(stack);
        Assert.Equal(500, fs.Directory.List("/Data").Count);
        Assert.Equal("data", Assert.Single(fs.Directory.List("/")).Name);
        Assert.Equal("/DATA/F499", fs.File.ReadAllText("/data/f499"));
    }

    [Fact]
    public void LargeDirectory_EveryName_IsFoundInAnySpelling()
    {
        string[] names = [.. Enumerable.Range(0, 3000).Select(i => $"/File-{i:x}-\u00e9")];
        UnionFileSystem fs = Union(Files(names));
        foreach (string name in names)
        {
            Assert.Equal(name, fs.File.ReadAllText(name.ToUpperInvariant()));
            Assert.Equal(FsError.None, fs.Posix.RealPath(name.ToLowerInvariant(), out string spelled));
            Assert.Equal(name, spelled);
        }
        foreach (string name in names) Assert.Equal(FsError.None, fs.Posix.Unlink(name.ToUpperInvariant()));
        Assert.Equal("", Tree(fs));
    }

    [Fact]
    public void ThousandSpellingsOfOneName_EachIsFoundByItsOwn()
    {
        string[] names = [.. Enumerable.Range(0, 1024).Select(bits => "/" + new string([.. "abcdefghij".Select((c, i) => (bits >> i & 1) == 0 ? c : char.ToUpperInvariant(c))]))];
        UnionFileSystem fs = Union(Files(names));
        Array.Sort(names, StringComparer.Ordinal);
        Assert.Equal(names, fs.Directory.GetFiles("/"));
        Assert.All(names, name => Assert.Equal(name, fs.File.ReadAllText(name)));
        foreach (string name in names[..1000]) fs.File.Delete(name);
        Assert.Equal(names[1000], fs.File.ReadAllText(names[0]));
        Assert.Equal(names[1000..], fs.Directory.GetFiles("/"));
        Assert.Equal("ABCdefghij", Tree(fs.Layers.Push(Files("/ABCdefghij"))));
    }

    [Fact]
    public void HardLinks_OfALayer_StayOneFile()
    {
        UnionFileSystem fs = Union(new LayerBuilder().AddFile("/D/one", "x").AddHardLink("/d/two", "/D/one").Build());
        fs.File.AppendAllText("/d/ONE", "y");
        Assert.Equal("xy", fs.File.ReadAllText("/D/TWO"));
    }

    [Fact]
    public void SymbolicLink_WithATargetOfAnotherSpelling_LeadsThere() =>
        Assert.Equal("/Maps/Q3dm1", Union(new LayerBuilder().AddFile("/Maps/Q3dm1", "/Maps/Q3dm1").AddSymlink("/link", "MAPS/q3DM1").Build()).File.ReadAllText("/LINK"));

    [Fact]
    public void Which_AnySpelling_NamesEveryLayer()
    {
        UnionFileSystem fs = Union(Files("/Maps/a"), Files("/maps/A"), Files("-/MAPS/a"), Files("/MAPS/a"));
        Provenance which = fs.Which("/maps/A");
        Assert.Equal("/Maps/a", which.Path);
        Assert.Equal([0, 1, 2, 3], which.Entries.Select(entry => entry.LayerIndex));
        Assert.Equal([ProvenanceRole.Provides, ProvenanceRole.Whiteout, ProvenanceRole.Hidden, ProvenanceRole.Hidden], which.Entries.Select(entry => entry.Role));
    }

    [Fact]
    public void Squash_OfAStackThatIgnoresCase_MeansTheSameToAny()
    {
        LayerStack stack = Stack(Files("/a", "/Dir/x"), Files("/A", "/DIR/", "/DIR/X"));
        Assert.Equal("A DIR(X)", Tree(LayerStack.FromBottom(stack.Squash())));
        Assert.Equal("A DIR(X)", Tree(Stack(Files("/dir/x"), stack.Squash())));
    }
}
