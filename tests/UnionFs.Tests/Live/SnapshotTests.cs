namespace UnionFs.Tests.Live;

public class SnapshotTests
{
    private static readonly Layer Base = new LayerBuilder("base").AddFile("/f", "base").AddFile("/d/g", "g").Build();

    [Fact]
    public void Snapshot_LaterChanges_DoNotShow()
    {
        var fs = new UnionFileSystem(Base);
        using FileSystemStream open = fs.File.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        open.Write("one!"u8);
        Snapshot snapshot = fs.Snapshot();
        open.Position = 0;
        open.Write("two!"u8);
        fs.Posix.RemoveTree("/d");
        Assert.Equal("one!", snapshot.File.ReadAllText("/f"));
        Assert.Equal("g", snapshot.File.ReadAllText("/d/g"));
        Assert.Equal("two!", fs.File.ReadAllText("/f"));
    }

    [Fact]
    public void Fork_BothSides_AreIndependent()
    {
        var fs = new UnionFileSystem(Base);
        using FileSystemStream open = fs.File.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        UnionFileSystem fork = fs.Fork();
        open.Write("mine"u8);
        fork.File.WriteAllText("/f", "fork");
        fork.Posix.Rename("/d", "/e");
        Assert.Equal("mine", fs.File.ReadAllText("/f"));
        Assert.True(fs.File.Exists("/d/g"));
        Assert.Equal("fork", fork.File.ReadAllText("/f"));
        fs.Posix.Stat("/f", out FileStat a);
        fork.Posix.Stat("/f", out FileStat b);
        Assert.Equal(a.Inode, b.Inode);
    }

    [Fact]
    public void Restore_OpenHandle_KeepsTheTreeItWasOpenedOn()
    {
        var fs = new UnionFileSystem(Base);
        Snapshot snapshot = fs.Snapshot();
        fs.Posix.Open("/f", OpenFlags.O_RDWR, out FileHandle? handle);
        handle!.Write(0, "seen"u8);
        fs.Restore(snapshot);
        Assert.Equal("base", fs.File.ReadAllText("/f"));
        handle.Write(0, "lost"u8);
        var bytes = new byte[4];
        handle.Read(0, bytes, out _);
        Assert.Equal("lost"u8.ToArray(), bytes);
        Assert.Equal("base", fs.File.ReadAllText("/f"));
        handle.Dispose();
        Assert.Empty(fs.GetChanges());
    }

    [Fact]
    public void ToLayer_StackedOverOtherLayers_Merges()
    {
        var fs = new UnionFileSystem(Base);
        fs.Posix.Link("/f", "/d/link");
        Layer layer = fs.Snapshot().ToLayer("snap");
        var over = new UnionFileSystem(LayerStack.FromBottom(new LayerBuilder().AddFile("/d/other", "o").AddFile("/f", "hidden").Build(), layer));
        Assert.Equal(["g", "link", "other"], over.Directory.List("/d").Select(e => e.Name));
        over.File.WriteAllText("/d/link", "both");
        Assert.Equal("both", over.File.ReadAllText("/f"));
        Assert.Equal("base", fs.File.ReadAllText("/f"));
    }

    [Fact]
    public void Commit_StateHandlesAndInodes_StayAsTheyAre()
    {
        var fs = new UnionFileSystem(Base);
        fs.File.WriteAllText("/new", "n");
        fs.Posix.Open("/new", OpenFlags.O_RDWR, out FileHandle? handle);
        fs.Posix.Stat("/new", out FileStat before);
        Layer commit = fs.Commit("first");
        Assert.Equal(2, fs.Layers.Count);
        Assert.Same(commit, fs.Layers.Top);
        Assert.Empty(fs.GetChanges());
        handle!.Write(0, "N"u8);
        Assert.Equal("N", fs.File.ReadAllText("/new"));
        fs.Posix.Stat("/new", out FileStat after);
        Assert.Equal(before.Inode, after.Inode);
        Assert.Equal("modified /new (Content)", Assert.Single(fs.GetChanges()).ToString().Replace(", Times", ""));
        handle.Dispose();
        fs.Commit("second");
        Assert.Equal(3, fs.Layers.Count);
        Assert.True(fs.Commit("third").IsEmpty);
        Assert.Equal(3, fs.Layers.Count);
        Assert.Equal("N", new Snapshot(fs.Layers).File.ReadAllText("/new"));
        Assert.Equal("n", new Snapshot(fs.Layers.Pop()).File.ReadAllText("/new"));
    }

    [Fact]
    public void Which_EveryLayerWithSomethingThere_IsListedAndReadable()
    {
        LayerStack stack = LayerStack.FromBottom(
            new LayerBuilder("one").AddFile("/d/f", "1").Build(),
            new LayerBuilder("two").AddFile("/d/f", "2").Build(),
            new LayerBuilder("three").AddWhiteout("/d/f").Build(),
            new LayerBuilder("four").AddFile("/d/f", "4").Build());
        var fs = new UnionFileSystem(stack);
        Provenance which = fs.Which("/d/f");
        Assert.Equal("four Provides, three Whiteout, two Hidden, one Hidden", string.Join(", ", which.Entries.Select(e => $"{e.Layer} {e.Role}")));
        Assert.Equal((byte)'1', which.Entries[3].Content.Slice(0).FirstSpan[0]);
        Assert.Equal("four Provides, three Merged, two Merged, one Merged", string.Join(", ", fs.Which("/d").Entries.Select(e => $"{e.Layer} {e.Role}")));

        fs.File.WriteAllText("/d/f", "5");
        Assert.Null(fs.Which("/d/f").Winner!.Layer);
        Assert.Equal(5, fs.Which("/d/f").Entries.Count);
        fs.Posix.RemoveTree("/d");
        which = fs.Which("/d/f");
        Assert.Null(which.Winner);
        Assert.Equal(5, which.Entries.Count);
        Assert.Empty(fs.Which("/nowhere").Entries);
    }
}
