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
    public void UnrelatedTrees_AreComparedByPath()
    {
        var one = new Snapshot(LayerStack.Empty.Push(new LayerBuilder().AddFile("/d/a", "1").AddFile("/d/b", "2").Build()));
        var two = new Snapshot(LayerStack.Empty.Push(new LayerBuilder().AddFile("/d/a", "1").AddFile("/d/b", "3").AddFile("/d/c", "4").Build()));
        Assert.Equal(["modified /d/b (Content)", "added    /d/c"], two.GetChangesFrom(one).Select(change => change.ToString()));
        Assert.Equal(["/", "/d", "/d/b", "/d/c"], two.DiffFrom(one).Entries().Select(entry => entry.Path));
    }
}
