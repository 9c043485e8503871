namespace UnionFs.Tests.Live;

public class ChangeListTests
{
    private static readonly Layer Base = new LayerBuilder("base")
        .AddFile("/f", "f").AddFile("/d/a", "a").AddFile("/d/b/c", "c").AddSymlink("/l", "f")
        .AddFile("/one", "x").AddHardLink("/two", "/one").Build();

    private static string[] Changes(Action<UnionFileSystem> act)
    {
        var fs = new UnionFileSystem(Base);
        act(fs);
        return [.. fs.GetChanges().Where(change => change.Path != "/").Select(change => change.ToString().Replace(", Times)", ")").Replace(" (Times)", ""))];
    }

    [Fact]
    public void Nothing_NoChanges() => Assert.Empty(Changes(_ => { }));

    [Fact]
    public void EachKind_IsListedOnce() => Assert.Equal(
        ["added    /new", "modified /f (Content)", "removed  /l"],
        Changes(fs =>
        {
            fs.File.WriteAllText("/f", "g");
            fs.File.WriteAllText("/new", "n");
            fs.Posix.Unlink("/l");
        }).Order());

    [Fact]
    public void Metadata_SaysWhatChanged() => Assert.Equal(
        ["modified /d/a (Mode, Owner)", "modified /d/b (Xattrs)"],
        Changes(fs =>
        {
            fs.Posix.Chmod("/d/a", 0);
            fs.Posix.Chown("/d/a", 1, null);
            fs.Posix.SetXattr("/d/b", "user.x", "1"u8.ToArray());
        }));

    [Fact]
    public void RemovedTree_IsOneChange() => Assert.Equal(["removed  /d"], Changes(fs => fs.Posix.RemoveTree("/d")));

    [Fact]
    public void RenamedDirectory_IsOneChange_AndChangesInsideFollow() => Assert.Equal(
        ["added    /e/b/n", "modified /e/a (Content)", "renamed  /d -> /e"],
        Changes(fs =>
        {
            fs.Posix.Rename("/d", "/e");
            fs.File.WriteAllText("/e/a", "changed");
            fs.File.WriteAllText("/e/b/n", "n");
        }).Order());

    [Fact]
    public void RenameOver_IsARename() => Assert.Equal(
        ["renamed  /f -> /d/a"], Changes(fs => fs.Posix.Rename("/f", "/d/a")));

    [Fact]
    public void Swap_IsTwoRenames() => Assert.Equal(
        ["renamed  /d/a -> /f", "renamed  /f -> /d/a"],
        Changes(fs => fs.Posix.Rename("/f", "/d/a", RenameFlags.RENAME_EXCHANGE)).Order());

    [Fact]
    public void FileBecomesDirectory_IsReplaced() => Assert.Equal(
        ["added    /f/x", "replaced /f"],
        Changes(fs =>
        {
            fs.Posix.Unlink("/f");
            fs.Posix.Mkdir("/f");
            fs.File.WriteAllText("/f/x", "x");
        }).Order());

    [Fact]
    public void HardLinkWrittenThroughOneName_BothNamesAreModified() => Assert.Equal(
        ["modified /one (Content)", "modified /two (Content)"], Changes(fs => fs.File.WriteAllText("/one", "y")));

    [Fact]
    public void RenameAndBack_IsNoChange() => Assert.Empty(Changes(fs =>
    {
        fs.Posix.Rename("/f", "/g");
        fs.Posix.Rename("/g", "/f");
    }));

    [Fact]
    public void RenamedFileLinkedAgain_IsOneRename_AndTheOtherNameIsAdded() => Assert.Equal(
        ["added    /h", "renamed  /f -> /g"],
        Changes(fs =>
        {
            fs.Posix.Rename("/f", "/g");
            fs.Posix.Link("/g", "/h");
        }).Order());

    [Fact]
    public void RenamedAndChanged_SaysWhatElseChanged() => Assert.Equal(
        ["modified /two (Links)", "renamed  /d/b -> /e (Mode)", "renamed  /f -> /g (Content, Mode)", "renamed  /one -> /three"],
        Changes(fs =>
        {
            fs.Posix.Rename("/f", "/g");
            fs.File.WriteAllText("/g", "other");
            fs.Posix.Chmod("/g", 0);
            fs.Posix.Rename("/d/b", "/e");
            fs.Posix.Chmod("/e", 0x1C0);
            fs.Posix.Rename("/one", "/three");
        }).Order());

    [Fact]
    public void RenamedDirectory_WithTimesOfItsOwn_SaysSo()
    {
        var fs = new UnionFileSystem(Base);
        fs.Posix.Rename("/d/b", "/d/e");
        Assert.Equal(ChangedParts.None, fs.GetChanges().Single(change => change.Path == "/d/e").Parts);
        fs.Posix.Utimens("/d/e", TimeSetting.At(new UnixTime(1)), TimeSetting.At(new UnixTime(2)));
        Assert.Equal(ChangedParts.Times, fs.GetChanges().Single(change => change.Path == "/d/e").Parts);
        // Beside a change of an entry the directory's times are no news.
        fs.File.WriteAllText("/d/e/n", "");
        Assert.Equal(ChangedParts.None, fs.GetChanges().Single(change => change.Path == "/d/e").Parts);
    }

    [Fact]
    public void Order_IsParentsFirst_AndAllOfADirectoryBeforeWhatIsBesideIt() => Assert.Equal(
        ["/m", "/m/a", "/m/a/b", "/m/a-", "/m/b", "/m!", "/m-", "/ma"],
        Changes(fs =>
        {
            foreach (string directory in new[] { "/ma", "/m-", "/m!", "/m", "/m/b", "/m/a-", "/m/a", "/m/a/b" }) fs.Posix.Mkdir(directory);
        }).Select(change => change["added    ".Length..]));

    [Fact]
    public void Links_MadeAndLost_AreNewsWhereTheGroupIsAnother()
    {
        Assert.Equal(["added    /g", "modified /f (Links)"], Changes(fs => fs.Posix.Link("/f", "/g")).Order());
        Assert.Equal(["removed  /two"], Changes(fs => fs.Posix.Unlink("/two")));
        Assert.Equal(["modified /two (Links)"], Changes(fs =>
        {
            // A copy that looks the same is another file.
            fs.File.Copy("/two", "/copy");
            fs.Posix.Rename("/copy", "/two");
            fs.Posix.Stat("/one", out FileStat one);
            fs.Posix.Utimens("/two", one.AccessTime, one.ModifyTime);
        }));
    }

    [Fact]
    public void ChangesByPath_OfLinks_AreThoseOfTheGroups()
    {
        static Snapshot Of(string name, bool isLinked)
        {
            LayerBuilder builder = new LayerBuilder(name).AddFile("/one", "x");
            return new Snapshot(LayerStack.Empty.Push((isLinked ? builder.AddHardLink("/two", "/one") : builder.AddFile("/two", "x")).AddFile("/other", name).Build()));
        }
        static string[] Between(Snapshot before, Snapshot after) => [.. after.GetChangesByPath(before).Select(change => change.ToString())];
        Assert.Equal(["modified /other (Content)"], Between(Of("1", true), Of("22", true)));
        Assert.Equal(["modified /other (Content)"], Between(Of("1", false), Of("22", false)));
        Assert.Equal(["modified /one (Links)", "modified /other (Content)", "modified /two (Links)"], Between(Of("1", true), Of("22", false)));
        Assert.Equal(["modified /one (Links)", "modified /other (Content)", "modified /two (Links)"], Between(Of("1", false), Of("22", true)));
        // And so a difference of such trees makes one file two, or two one.
        foreach (bool isLinked in new[] { true, false })
        {
            Snapshot before = Of("1", !isLinked), after = Of("22", isLinked);
            var fs = new UnionFileSystem(LayerStack.FromBottom(before.ToLayer(), after.DiffFrom(before)));
            fs.File.WriteAllText("/one", "changed");
            Assert.Equal(isLinked ? "changed" : "x", fs.File.ReadAllText("/two"));
        }
    }

    [Fact]
    public void UnrelatedTrees_AreComparedByPath()
    {
        var one = new Snapshot(LayerStack.Empty.Push(new LayerBuilder().AddFile("/d/a", "1").AddFile("/d/b", "2").Build()));
        var two = new Snapshot(LayerStack.Empty.Push(new LayerBuilder().AddFile("/d/a", "1").AddFile("/d/b", "3").AddFile("/d/c", "4").Build()));
        Assert.Equal(["modified /d/b (Content)", "added    /d/c"], two.GetChangesFrom(one).Select(change => change.ToString()));
        Assert.Equal(["/", "/d", "/d/b", "/d/c"], two.DiffFrom(one).Entries().Select(entry => entry.Path));
    }
}
