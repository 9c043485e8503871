namespace UnionFs.Tests.Merging;

/// <summary>What a stack shows at a path, without a file system on it.</summary>
public class StackFindTests
{
    private static readonly LayerStack Stack = LayerStack.FromBottom(
        new LayerBuilder().AddFile("d/low", "low").AddFile("d/gone", "x").AddDirectory("d", Metadata.DefaultDirectory with { Mode = 0x1C0 }).AddSymlink("l", "d").Build(),
        new LayerBuilder().AddWhiteout("d/gone").AddFile("d/high", "high").AddHardLink("d/same", "d/high").Build());

    [Fact]
    public void Find_ShowsWhatIsMerged()
    {
        Assert.Equal((NodeKind.Directory, 0x1C0, "/d"), (Stack.Find("/d")!.Kind, Stack.Find("/d")!.Metadata.Mode, Stack.Find("/d")!.Path));
        Assert.Equal(3, Stack.Find("d/low")!.Content.Length);
        Assert.Equal(Stack.Find("/d/high")!.Inode, Stack.Find("/d/same")!.Inode);
        Assert.Equal("d", Stack.Find("/l")!.LinkTarget);
        Assert.Equal(NodeKind.Directory, Stack.Find("/")!.Kind);
    }

    [Fact]
    public void Find_WhereNothingIs_IsNull()
    {
        foreach (string path in new[] { "/d/gone", "/none", "/d/low/x", "/l/low", "/none/x" }) Assert.Null(Stack.Find(path));
        Assert.Null(LayerStack.Empty.Find("/x"));
        Assert.Throws<ArgumentException>(() => Stack.Find("/d/../l"));
    }

    [Fact]
    public void List_IsInOrder_AndEmptyWhereThereIsNoDirectory()
    {
        Assert.Equal(["/d/high", "/d/low", "/d/same"], Stack.List("/d").Select(e => e.Path));
        Assert.Equal(["/d", "/l"], Stack.List("/").Select(e => e.Path));
        foreach (string path in new[] { "/l", "/d/low", "/none" }) Assert.Empty(Stack.List(path));
    }
}
