namespace UnionFs.Tests.Cost;

/// <summary>Stacking, snapshots and forks visit no node: they allocate the same bytes over ten files and over a million.</summary>
[Collection(TreeTests.Name)]
public class ConstantCostTests(TreeFixture trees)
{
    private static readonly Layer Patch = new LayerBuilder("patch").AddFile("/d0/e0/new", "1").AddWhiteout("/d0/e0/f1").Build();

    [Fact]
    public void Push_OverAMillionFiles_AllocatesAsOverTen()
    {
        LayerStack small = LayerStack.Empty.Push(trees.Ten);
        LayerStack large = LayerStack.Empty.Push(trees.Million);
        long overTen = Allocated.By(() => small.Push(Patch));
        Assert.Equal(overTen, Allocated.By(() => large.Push(Patch)));
        Assert.InRange(overTen, 1, 128);
    }

    [Fact]
    public void Push_OfAMillionFiles_AllocatesAsOfTen()
    {
        LayerStack stack = LayerStack.Empty.Push(Patch);
        Assert.Equal(Allocated.By(() => stack.Push(trees.Ten)), Allocated.By(() => stack.Push(trees.Million)));
    }

    [Fact]
    public void Pop_OfAMillionFiles_AllocatesNothing()
    {
        LayerStack stack = LayerStack.FromBottom(Patch, trees.Million);
        Assert.Equal(0, Allocated.By(() => stack.Pop()));
    }

    [Fact]
    public void NewFileSystem_OverAMillionFiles_AllocatesAsOverTen()
    {
        LayerStack small = LayerStack.FromBottom(trees.Ten, Patch);
        LayerStack large = LayerStack.FromBottom(trees.Million, Patch);
        Assert.Equal(Allocated.By(() => _ = new UnionFileSystem(small)), Allocated.By(() => _ = new UnionFileSystem(large)));
    }

    [Fact]
    public void Snapshot_OfAMillionFiles_AllocatesAsOfTen() => AllocateTheSame(fs => fs.Snapshot());

    [Fact]
    public void Fork_OfAMillionFiles_AllocatesAsOfTen() => AllocateTheSame(fs => fs.Fork());

    [Fact]
    public void Restore_OfAMillionFiles_AllocatesAsOfTen()
    {
        UnionFileSystem small = Changed(trees.Ten), large = Changed(trees.Million);
        Snapshot smallBefore = small.Snapshot(), largeBefore = large.Snapshot();
        Assert.Equal(Allocated.By(() => small.Restore(smallBefore)), Allocated.By(() => large.Restore(largeBefore)));
    }

    [Fact]
    public void Snapshot_WithOpenHandles_AllocatesAsWithout()
    {
        UnionFileSystem fs = Changed(trees.Million);
        long without = Allocated.By(() => fs.Snapshot());
        var handles = new List<FileHandle?>();
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(FsError.None, fs.Posix.Open($"/d1/e1/f{i}", OpenFlags.O_RDWR, out FileHandle? handle));
            Assert.Equal(FsError.None, handle!.Write(0, "y"u8));
            handles.Add(handle);
        }
        Assert.Equal(without, Allocated.By(() => fs.Snapshot()));
        handles.ForEach(handle => handle!.Dispose());
    }

    private void AllocateTheSame(Func<UnionFileSystem, object> operation)
    {
        UnionFileSystem small = Changed(trees.Ten), large = Changed(trees.Million);
        long overTen = Allocated.By(() => operation(small));
        Assert.Equal(overTen, Allocated.By(() => operation(large)));
        Assert.InRange(overTen, 1, 128);
    }

    /// <summary>A file system that was read and changed, as one in use is.</summary>
    private static UnionFileSystem Changed(Layer layer)
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(layer, Patch));
        fs.File.WriteAllText("/d0/e0/f0", "changed");
        fs.File.Delete("/d0/e0/f2");
        return fs;
    }
}
