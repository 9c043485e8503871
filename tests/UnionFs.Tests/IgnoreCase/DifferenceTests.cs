using static UnionFs.Tests.IgnoreCase.Views;

namespace UnionFs.Tests.IgnoreCase;

/// <summary>Differences of file systems that ignore case: over the same stack they give the same tree with the same spelling.</summary>
public class DifferenceTests
{
    private static string[] Written(Layer layer) => [.. layer.Entries().Where(entry => entry.Path != "/")
        .Select(entry => (entry.Kind == NodeKind.Whiteout ? "-" : "") + entry.Path + (entry.IsOpaque ? "!" : entry.IsImplied ? "?" : ""))];

    /// <summary>Makes changes, and sees that the difference leads there from the same stack, and from the same tree where case counts.</summary>
    private static string[] Difference(Layer below, Action<UnionFileSystem> change)
    {
        UnionFileSystem fs = Union(below);
        string before = Tree(fs);
        Layer merged = fs.Snapshot().ToLayer();
        change(fs);
        Assert.NotEqual(before, Tree(fs));
        Layer diff = fs.Diff();
        Assert.Equal(Tree(fs), Tree(fs.Layers.Push(diff)));
        Assert.Equal(Tree(fs), Tree(LayerStack.FromBottom(merged, diff)));
        Assert.NotEmpty(fs.GetChanges());
        Assert.Equal(Written(diff), Written(fs.Commit()));
        Assert.Empty(fs.GetChanges());
        Assert.True(fs.Diff().IsEmpty);
        return Written(diff);
    }

    [Fact]
    public void NewSpelling_OfAFile_IsAWhiteoutAndTheFile() =>
        Assert.Equal(["-/File", "/file"], Difference(Files("/File"), fs => fs.File.Move("/File", "/file")));

    [Fact]
    public void NewSpelling_OfADirectory_IsAWhiteoutAndAllOfIt() =>
        Assert.Equal(["-/Dir", "/dir!", "/dir/new", "/dir/old"], Difference(Files("/Dir/old"), fs =>
        {
            fs.Directory.Move("/Dir", "/dir");
            fs.File.WriteAllText("/Dir/new", "");
        }));

    [Fact]
    public void NewDirectory_WhereCaseCounts_IsFoundByItsNamesAlone()
    {
        UnionFileSystem fs = Union(Files("/x"));
        fs.Directory.CreateDirectory("/New/Sub");
        fs.File.WriteAllText("/New/Sub/File", "1");
        foreach (Layer diff in new[] { fs.Diff(), fs.Snapshot().ToLayer() })
        {
            // New from its top on: nothing in it is marked once more.
            LayerEntry sub = diff.Entries().Single(entry => entry.Path == "/New/Sub");
            Assert.Equal((false, false), (sub.IsOpaque, sub.IsImplied));
            var ordinal = new UnionFileSystem(diff);
            Assert.Equal("1", ordinal.File.ReadAllText("/New/Sub/File"));
            Assert.False(ordinal.File.Exists("/new/sub/file"));
            ordinal.File.WriteAllText("/New/Sub/file", "2");
            Assert.Equal("New(Sub(File file))", Tree(ordinal.Snapshot()).Replace(" x", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void EditedDirectory_ThroughAnotherSpelling_IsWrittenAsItIsSpelled() =>
        Assert.Equal(["/Dir", "/Dir/New"], Difference(Files("/Dir/old"), fs => fs.File.WriteAllText("/DIR/New", "")));

    [Fact]
    public void ReplacedUnderAnotherSpelling_IsAWhiteoutAndTheNew() =>
        Assert.Equal(["/FILE", "-/File", "-/other"], Difference(Files("/File", "/other"), fs => fs.Posix.Rename("/other", "/FILE")));

    [Fact]
    public void RemovedAndMadeAgain_OfAnotherSpelling_IsAWhiteoutAndTheNew() =>
        Assert.Equal(["/D!", "/D/y", "-/d"], Difference(Files("/d/x"), fs =>
        {
            fs.Directory.Delete("/d", recursive: true);
            fs.File.WriteAllText(fs.Directory.Exists("/d") ? "/wrong" : "/note", "");
            fs.File.Delete("/NOTE");
            fs.Directory.CreateDirectory("/D");
            fs.File.WriteAllText("/d/y", "");
        }));

    [Fact]
    public void OneOfSeveralAlike_Changed_TakesTheOthersAlong() =>
        Assert.Equal(["/AB", "/Ab", "/ab"], Difference(Files("/AB", "/Ab", "/ab", "/c"), fs =>
        {
            fs.File.AppendAllText("/Ab", "!");
            fs.File.Delete("/C");
        })[..3]);

    [Fact]
    public void OneOfSeveralAlike_Removed_TakesTheOthersAlong() =>
        Assert.Equal(["-/AB", "/ab"], Difference(Files("/AB", "/ab"), fs => fs.File.Delete("/AB")));

    [Fact]
    public void HardLinks_BesideSomethingAlikeThatChanged_StayOneFile()
    {
        UnionFileSystem fs = Union(new LayerBuilder().AddFile("/A", "1").AddFile("/a", "2").AddHardLink("/far", "/a").Build());
        fs.File.AppendAllText("/A", "!");
        var again = new UnionFileSystem(fs.Layers.Push(fs.Diff()));
        again.File.AppendAllText("/a", "3");
        Assert.Equal(("1!", "23", "23"), (again.File.ReadAllText("/A"), again.File.ReadAllText("/a"), again.File.ReadAllText("/far")));
    }

    [Theory]
    [InlineData("/", "/a")]
    [InlineData("/", "/A")]
    [InlineData("/d/e/", "/a")]
    public void HardLinks_AlikeToOthersThatChanged_StayOneFileEach(string directory, string changed)
    {
        UnionFileSystem fs = Union(new LayerBuilder()
            .AddFile(directory + "A", "1").AddHardLink("/x", directory + "A").AddFile(directory + "a", "2").AddHardLink("/y", directory + "a").Build());
        fs.File.AppendAllText(directory + changed[1..], "!");
        foreach (LayerStack stack in new[] { fs.Layers.Push(fs.Diff()), LayerStack.FromBottom(fs.Layers.Top, fs.Diff()) })
        {
            var again = new UnionFileSystem(stack);
            Assert.Equal(fs.File.ReadAllText("/x") + fs.File.ReadAllText("/y"), again.File.ReadAllText("/x") + again.File.ReadAllText("/y"));
            again.File.WriteAllText(directory + "A", "up");
            again.File.WriteAllText(directory + "a", "low");
            Assert.Equal("up low", $"{again.File.ReadAllText("/x")} {again.File.ReadAllText("/y")}");
        }
    }

    [Fact]
    public void HardLinks_AskedForBeforeAnotherChanged_KeepWhatIsAlikeToThem()
    {
        UnionFileSystem fs = Union(new LayerBuilder().AddFile("/A", "1").AddFile("/a", "2").AddHardLink("/p", "/a").AddFile("/q", "3").AddHardLink("/r", "/q").Build());
        fs.File.AppendAllText("/q", "!");
        var again = new UnionFileSystem(fs.Layers.Push(fs.Diff()));
        Assert.Equal("A a p q r", Tree(again));
        Assert.Equal(("1", "2", "3!"), (again.File.ReadAllText("/A"), again.File.ReadAllText("/a"), again.File.ReadAllText("/r")));
    }

    [Theory]
    [InlineData(NameComparison.Ordinal)]
    [InlineData(NameComparison.IgnoreCase)]
    public void HardLinks_OfAnotherFileThanTheChanged_AreNotWritten(NameComparison names)
    {
        Layer below = new LayerBuilder().AddFile("/p", "1").AddHardLink("/d/q", "/p").AddFile("/r", "2").AddHardLink("/s", "/r").Build();
        var fs = new UnionFileSystem(LayerStack.Empty.Push(below).WithNames(names));
        fs.File.AppendAllText("/r", "!");
        Assert.Equal(["/r", "/s"], Written(fs.Diff()));
        Assert.Equal(["/r", "/s"], fs.GetChanges().Where(change => change.Kind == ChangeKind.Modified).Select(change => change.Path));
    }

    [Fact]
    public void Changes_OfASpelling_AreARename()
    {
        UnionFileSystem fs = Union(Files("/Dir/f", "/File"));
        fs.Directory.Move("/Dir", "/dir");
        fs.File.Move("/File", "/FILE");
        Assert.Equal(["renamed  /File -> /FILE", "renamed  /Dir -> /dir"], fs.GetChanges().Where(change => change.Path != "/").Select(change => change.ToString()));
    }

    [Fact]
    public void DiffFrom_AStateOfTheOtherComparison_IsWhatThatOneMakesOfIt()
    {
        var ordinal = new UnionFileSystem(Files("/a", "/b"));
        UnionFileSystem folding = Union(Files("/A", "/b"));
        Assert.Equal("A b", Tree(LayerStack.FromBottom(ordinal.Snapshot().ToLayer(), folding.Snapshot().DiffFrom(ordinal.Snapshot()))));
        Assert.Equal("a b", Tree(Stack(folding.Snapshot().ToLayer(), ordinal.Snapshot().DiffFrom(folding.Snapshot()))));
        Assert.Contains(folding.Snapshot().GetChangesFrom(ordinal.Snapshot()), change => change is { Path: "/a", Kind: ChangeKind.Removed });
    }

    [Fact]
    public void Restore_OfAStateOfTheOtherComparison_ComparesAsThatOne()
    {
        UnionFileSystem fs = Union(Files("/a"));
        Snapshot ordinal = new UnionFileSystem(Files("/A", "/a")).Snapshot();
        Snapshot folding = fs.Snapshot();
        using ChangeFeed feed = fs.Watch("/");
        fs.Restore(ordinal);
        Assert.Equal((NameComparison.Ordinal, "A a"), (fs.Layers.Names, Tree(fs)));
        fs.Restore(folding);
        Assert.True(fs.File.Exists("/A"));
        Assert.NotEmpty(Live.ChangeFeedTests.Taken(feed));
    }
}
