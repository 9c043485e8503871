namespace UnionFs.Tests.Merging;

/// <summary>The merge rule through the public face, rule by rule; layers are given from the bottom up.</summary>
public class MergeRuleTests
{
    private static readonly Metadata Special = new() { Mode = 0x1C0, Uid = 5 };

    private static Snapshot Merge(params Layer[] layers) => new(LayerStack.FromBottom(layers));

    private static string Tree(FileSystem fs, string path = "/")
    {
        var names = fs.Directory.List(path).Select(entry => entry.Kind == NodeKind.Directory
            ? $"{entry.Name}({Tree(fs, $"{path.TrimEnd('/')}/{entry.Name}")})" : entry.Name);
        return string.Join(' ', names);
    }

    [Fact]
    public void NoLayers_Root_IsEmptyDirectory() => Assert.Equal("", Tree(Merge()));

    [Fact]
    public void FileOverFile_Content_IsTheUpper() =>
        Assert.Equal("2", Merge(new LayerBuilder().AddFile("/f", "1").Build(), new LayerBuilder().AddFile("/f", "2").Build()).File.ReadAllText("/f"));

    [Fact]
    public void DirectoryOverDirectory_Entries_AreMerged() =>
        Assert.Equal("d(a b)", Tree(Merge(new LayerBuilder().AddFile("/d/a", "").Build(), new LayerBuilder().AddFile("/d/b", "").Build())));

    [Fact]
    public void FileBetweenDirectories_LowestDirectory_IsHidden() =>
        Assert.Equal("d(c)", Tree(Merge(
            new LayerBuilder().AddFile("/d/a", "").Build(),
            new LayerBuilder().AddFile("/d", "").Build(),
            new LayerBuilder().AddFile("/d/c", "").Build())));

    [Fact]
    public void WhiteoutBetweenDirectories_LowestDirectory_IsHidden() =>
        Assert.Equal("d(c)", Tree(Merge(
            new LayerBuilder().AddFile("/d/a", "").Build(),
            new LayerBuilder().AddWhiteout("/d").Build(),
            new LayerBuilder().AddFile("/d/c", "").Build())));

    [Fact]
    public void OpaqueInTheMiddle_BelowIsHidden_AboveMerges() =>
        Assert.Equal("d(b c)", Tree(Merge(
            new LayerBuilder().AddFile("/d/a", "").Build(),
            new LayerBuilder().AddDirectory("/d", opaque: true).AddFile("/d/b", "").Build(),
            new LayerBuilder().AddFile("/d/c", "").Build())));

    [Fact]
    public void SymlinkOverDirectory_IsFollowedInTheMergedTree()
    {
        Snapshot fs = Merge(
            new LayerBuilder().AddFile("/d/a", "hidden").AddFile("/e/a", "1").Build(),
            new LayerBuilder().AddSymlink("/d", "e").AddFile("/e/b", "2").Build());
        Assert.Equal("2", fs.File.ReadAllText("/d/b"));
        Assert.Equal("1", fs.File.ReadAllText("/d/a"));
    }

    [Fact]
    public void MergedDirectory_Metadata_IsTheTopmostExplicit()
    {
        Layer below = new LayerBuilder().AddDirectory("/d", Special).Build();
        Layer implied = new LayerBuilder().AddFile("/d/x", "").Build();
        Layer explicitTop = new LayerBuilder().AddDirectory("/d").Build();
        Assert.Equal(0x1C0, Merge(below, implied).Directory.List("/").Select(_ => Mode(Merge(below, implied), "/d")).Single());
        Assert.Equal(0x1ED, Mode(Merge(below, implied, explicitTop), "/d"));
        Assert.Equal(0x1ED, Mode(Merge(implied), "/d"));

        static int Mode(FileSystem fs, string path)
        {
            fs.Posix.Stat(path, out FileStat stat);
            return stat.Mode;
        }
    }

    [Fact]
    public void MergedDirectory_Inode_IsTheLowestOnes()
    {
        Layer below = new LayerBuilder("below").AddFile("/d/a", "").Build();
        Layer again = new LayerBuilder("again").AddDirectory("/d", Special).AddFile("/d/b", "").Build();
        Assert.Equal(Inode(Merge(below)), Inode(Merge(below, again)));
        // So a layer that states it again does not make it another.
        var fs = new UnionFileSystem(LayerStack.FromBottom(below, again));
        Assert.Equal(["/d", "/d/b"], fs.Snapshot().GetChangesFrom(Merge(below)).Where(change => change.Path != "/").Select(change => change.Path));
        Assert.Equal(ChangeKind.Modified, fs.Snapshot().GetChangesFrom(Merge(below)).Single(change => change.Path == "/d").Kind);

        static long Inode(FileSystem fs)
        {
            Assert.Equal(FsError.None, fs.Posix.Stat("/d", out FileStat stat));
            return stat.Inode;
        }
    }

    [Fact]
    public void WhiteoutWithNothingBelow_IsNeverVisible_AndDoesNotCount()
    {
        Layer layer = new LayerBuilder().AddWhiteout("/d/ghost").AddWhiteout("/top").Build();
        Assert.Equal("d()", Tree(Merge(layer)));
        var fs = new UnionFileSystem(layer);
        Assert.Equal(FsError.None, fs.Posix.Rmdir("/d"));
        Assert.Equal(FsError.None, fs.Posix.Mkdir("/top"));
    }

    [Fact]
    public void WhiteoutInsideOpaque_IsIgnored() =>
        Assert.Equal("d()", Tree(Merge(
            new LayerBuilder().AddFile("/d/a", "").Build(),
            new LayerBuilder().AddDirectory("/d", opaque: true).AddWhiteout("/d/a").Build())));

    [Fact]
    public void OpaqueRoot_HidesEverythingBelow() =>
        Assert.Equal("b", Tree(Merge(new LayerBuilder().AddFile("/a", "").Build(), new LayerBuilder().AddDirectory("/", opaque: true).AddFile("/b", "").Build())));

    [Fact]
    public void SameLayerManyTimes_IsAllowed()
    {
        Layer layer = new LayerBuilder().AddFile("/d/a", "").Build();
        Layer hide = new LayerBuilder().AddWhiteout("/d").Build();
        Assert.Equal("d(a)", Tree(Merge(layer, layer, hide, layer, layer)));
    }

    [Fact]
    public void TenThousandLayers_LookupAndListing_Work()
    {
        LayerStack stack = LayerStack.Empty;
        for (int i = 0; i < 10_000; i++)
            stack = stack.Push(new LayerBuilder($"l{i}").AddFile($"/d/{i % 100}/f{i}", $"{i}").AddFile("/same", $"{i}").Build());
        var fs = new Snapshot(stack);
        Assert.Equal("9999", fs.File.ReadAllText("/same"));
        Assert.Equal("0", fs.File.ReadAllText("/d/0/f0"));
        Assert.Equal(100, fs.Directory.List("/d/42").Count);
        Assert.Equal("l0", fs.Which("/d/0/f0").Winner!.Layer!.Name);
        Assert.Equal("9998", new Snapshot(stack.Pop()).File.ReadAllText("/same"));
        Assert.Equal("9999", new Snapshot(LayerStack.Empty.Push(stack.Squash())).File.ReadAllText("/same"));
    }

    [Fact]
    public void SquashOfMiddleLayers_OverTheRest_MeansTheSame()
    {
        Layer[] layers =
        [
            new LayerBuilder().AddFile("/d/a", "").AddFile("/e/a", "").AddFile("/f", "").Build(),
            new LayerBuilder().AddWhiteout("/d").AddFile("/e/b", "").AddWhiteout("/f").Build(),
            new LayerBuilder().AddFile("/d/c", "").AddFile("/e", "now a file").Build(),
            new LayerBuilder().AddFile("/d/e", "").AddFile("/e/z", "").AddFile("/f/g", "").Build(),
        ];
        string expected = Tree(Merge(layers));
        Assert.Equal("d(c e) e(z) f(g)", expected);
        Layer middle = LayerStack.FromBottom(layers[1..3]).Squash();
        Assert.Equal(expected, Tree(Merge(layers[0], middle, layers[3])));
        Layer upper = LayerStack.FromBottom(layers[1..]).Squash();
        Assert.Equal(expected, Tree(Merge(layers[0], upper)));
        Layer lower = LayerStack.FromBottom(layers[..3]).Squash();
        Assert.Equal(expected, Tree(Merge(lower, layers[3])));
        Assert.Equal(expected, Tree(Merge(LayerStack.FromBottom(layers).Squash())));
    }

    [Fact]
    public void StackEdits_EqualAStackBuiltThatWay()
    {
        Layer[] l = [.. Enumerable.Range(0, 6).Select(i => new LayerBuilder($"{i}").AddFile($"/{i}", "").AddFile("/who", $"{i}").Build())];
        LayerStack stack = LayerStack.FromBottom(l[..5]); // top first: 4 3 2 1 0
        Assert.Equal("4 3 2 1 0", string.Join(' ', stack));
        Assert.Equal("4 3 5 2 1 0", string.Join(' ', stack.Insert(2, l[5])));
        Assert.Equal("4 3 2 1 0 5", string.Join(' ', stack.Insert(5, l[5])));
        Assert.Equal("4 2 1 0", string.Join(' ', stack.RemoveAt(1)));
        Assert.Equal("4 3 2 5 0", string.Join(' ', stack.Replace(3, l[5])));
        Assert.Equal("0 4 3 2 1", string.Join(' ', stack.Move(4, 0)));
        Assert.Equal("3 2 1 0 4", string.Join(' ', stack.Move(0, 4)));
        Assert.Same(stack, stack.Push(l[5]).Pop());
        Assert.Equal("0", new Snapshot(stack.Move(4, 0)).File.ReadAllText("/who"));
        Assert.Throws<ArgumentOutOfRangeException>(() => stack.RemoveAt(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => stack.Insert(6, l[5]));
        Assert.Throws<InvalidOperationException>(() => LayerStack.Empty.Pop());
        Assert.Throws<ArgumentNullException>(() => stack.Push(null!));
    }

    [Fact]
    public void LayerMountedTwice_AreTwoFiles()
    {
        Layer pack = new LayerBuilder("pack").AddFile("/f", "x").AddFile("/one", "l").AddHardLink("/two", "/one").Build();
        Layer basis = new LayerBuilder("base").AddDirectory("/mods", Special).Build();
        var fs = new UnionFileSystem(LayerStack.FromBottom(basis, pack.MountedAt("/mods/a"), pack.MountedAt("mods/b/")));
        Assert.Equal("mods(a(f one two) b(f one two))", Tree(fs));
        fs.Posix.Stat("/mods", out FileStat mods);
        Assert.Equal(0x1C0, mods.Mode);
        fs.File.WriteAllText("/mods/a/one", "changed");
        Assert.Equal("changed", fs.File.ReadAllText("/mods/a/two"));
        Assert.Equal("l", fs.File.ReadAllText("/mods/b/two"));
        fs.Posix.Stat("/mods/a/f", out FileStat a);
        fs.Posix.Stat("/mods/b/f", out FileStat b);
        Assert.NotEqual(a.Inode, b.Inode);
    }

    [Fact]
    public void NodeSharedByRestacking_RenameOverItsTwin_Moves()
    {
        var fs = new UnionFileSystem(new LayerBuilder("l").AddFile("/a/f", "x").Build());
        fs.Posix.Rename("/a", "/b");
        // The lower layer on top of the difference: one node object at two paths.
        var twins = new UnionFileSystem(LayerStack.FromBottom(fs.Diff(), fs.Layers.Top));
        Assert.Equal("a(f) b(f)", Tree(twins));
        Assert.Equal(FsError.None, twins.Posix.Rename("/a/f", "/b/f"));
        Assert.Equal("a() b(f)", Tree(twins));
    }
}
