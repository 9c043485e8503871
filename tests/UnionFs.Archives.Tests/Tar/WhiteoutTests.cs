using static UnionFs.Archives.Tests.Tar.Layers;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>OCI.md E: whiteouts and opaque directories. Names in backticks are its cases.</summary>
public class WhiteoutTests
{
    private static byte[] Base => new RawTar().Directory("a", "0000750").File("a/old").Directory("a/sub").File("a/sub/deep").File("top").End();

    [Theory]
    [InlineData('0', "a/.wh.old")]
    [InlineData('5', "a/.wh.old/")] // `wh-dir-slash`
    [InlineData('2', "a/.wh.old")] // `wh-symlink-type`
    [InlineData('3', "a/.wh.old")]
    [InlineData('1', "a/.wh.old")]
    public void Whiteout_OfAnyType_RemovesAndIsHidden(char type, string name) =>
        Assert.Equal(["a/", "a/sub/", "a/sub/deep", "top"], Shown(Base, new RawTar().Add(new RawHeader(name, type) { Link = "x" }).End()));

    [Fact]
    public void Whiteout_InAPlainArchive_IsAName()
    {
        Layer layer = TarLayer.Open(Content.FromOwned(new RawTar().File("a/.wh.old").File(".wh..wh..opq").End()), "plain").ToLayer();
        Assert.Equal(["/.wh..wh..opq", "/a", "/a/.wh.old"], layer.Paths());
    }

    [Fact]
    public void Whiteout_AndEntry_OfOneName_InAnyOrder_LeaveTheEntry_add_then_wh()
    {
        byte[][] orders = [new RawTar().File(".wh.top").File("top", "new").End(), new RawTar().File("top", "new").File(".wh.top").End()];
        foreach (byte[] upper in orders) Assert.Equal("new", Stack(Base, upper).Find("/top")!.Text());
    }

    [Fact]
    public void Whiteout_ThenDirectory_HasOnlyNewChildren_wh_dir_then_add()
    {
        byte[][] orders =
        [
            new RawTar().File(".wh.a").Directory("a").File("a/new").End(),
            new RawTar().Directory("a").File("a/new").File(".wh.a").End(),
            new RawTar().File("a/new").File(".wh.a").End(),
        ];
        foreach (byte[] upper in orders) Assert.Equal(["a/", "a/new", "top"], Shown(Base, upper));
    }

    [Theory]
    [InlineData(0)] // `opq-first`
    [InlineData(1)] // `opq-mid`
    [InlineData(2)] // `opq-last`
    public void Opaque_InAnyPosition_HidesLowerChildrenOnly(int position)
    {
        var tar = new RawTar().Directory("a");
        for (int i = 0; i < 3; i++)
        {
            if (i == position) tar.File("a/.wh..wh..opq");
            tar.File($"a/n{i}");
        }
        Assert.Equal(["a/", "a/n0", "a/n1", "a/n2", "top"], Shown(Base, tar.End()));
    }

    [Fact]
    public void Opaque_AtTheRoot_EmptiesIt_opq_root()
    {
        LayerStack stack = Stack(new RawTar().Directory("./", "0000700").File("x").End(), new RawTar().File(".wh..wh..opq").File("only").End());
        Assert.Equal(["only"], stack.Shown());
        Assert.Equal(0x1C0, stack.Find("/")!.Metadata.Mode);
    }

    [Fact]
    public void Opaque_WithoutAnEntryForItsDirectory_KeepsTheAttributes_opq_noparent()
    {
        TarLayer layer = Diff(new RawTar().File("a/.wh..wh..opq").File("a/new").End());
        Assert.True(layer.NeedsBelow);
        LayerStack below = Stack(Base);
        LayerStack stack = below.Push(layer.ToLayer(below));
        Assert.Equal(["a/", "a/new", "top"], stack.Shown());
        Assert.Equal(0x1E8, stack.Find("/a")!.Metadata.Mode);
        // Where nothing is below, the mark alone makes no directory.
        Assert.Equal(["top"], Shown(new RawTar().File("top").End(), new RawTar().File("a/.wh..wh..opq").End()));
    }

    [Theory]
    [InlineData(".wh.")]
    [InlineData("a/.wh.")]
    [InlineData(".wh..")]
    [InlineData(".wh...")]
    [InlineData(".wh./")]
    public void Whiteout_WithoutAName_IsRefused(string name) => Assert.Equal(name, Refused(new RawTar().File(name).End()).Entry);

    [Fact]
    public void Whiteout_OfANameWithADot_IsNoSpecialCase() =>
        Assert.Equal(["x"], Shown(new RawTar().File(".hidden").File("x").End(), new RawTar().File(".wh..hidden").End()));

    [Fact]
    public void AufsNames_AreLeftOut_WithWhatIsBelow()
    {
        byte[] tar = new RawTar().Directory(".wh..wh.plnk").File(".wh..wh.plnk/1.2").File(".wh..wh.aufs").Directory(".wh..wh.orph").File("real").End();
        TarLayer layer = Diff(tar);
        Assert.Equal(["/real"], layer.ToLayer().Paths());
        Assert.Equal(4, layer.Warnings.Count);
    }

    [Fact]
    public void Entry_BelowAWhiteout_IsRefused() => Assert.Contains("whiteout", Refused(new RawTar().File(".wh.a/b").End()).Message);

    [Fact]
    public void Whiteout_OfNothing_DoesNothing_wh_missing()
    {
        Assert.Equal(Shown(Base), Shown(Base, new RawTar().File(".wh.none").File("a/.wh.none").File("none/.wh.x").File("none/at/all/.wh.x").End()));
        Assert.Equal([], Shown(new RawTar().File(".wh.x").File("none/.wh.x").End()));
    }

    [Fact]
    public void Whiteout_WhoseParentIsNone_DoesNothing()
    {
        Assert.Equal(["a", "top"], Shown(Base, new RawTar().File("a").File("a/.wh.old").End()));
        Assert.Equal(["a", "top"], Shown(Base, new RawTar().File("a/.wh.old").File("a").End()));
        Assert.Equal(["top"], Shown(Base, new RawTar().File(".wh.a").File("a/.wh.old").End()));
        Assert.Equal(["top"], Shown(Base, new RawTar().File("a/sub/.wh.deep").File(".wh.a").End()));
        // A directory that another mark has emptied already is not brought back by one in it.
        Assert.Equal(["a/", "top"], Shown(Base, new RawTar().File("a/.wh..wh..opq").File("a/sub/.wh.deep").End()));
        Assert.Single(Diff(new RawTar().File("a").File("a/.wh.old").End()).Warnings);
    }

    [Fact]
    public void Whiteout_ThroughALowerSymlink_DoesNothing_OrFollows_wh_through_symlink()
    {
        byte[] lower = new RawTar().Directory("usr/lib").File("usr/lib/libc").Symlink("lib", "usr/lib").End();
        byte[] upper = new RawTar().File("lib/.wh.libc").End();
        Assert.Equal(Shown(lower), Shown(lower, upper));
        LayerStack below = Stack(lower);
        Assert.Equal(["lib", "usr/", "usr/lib/"], below.Push(Diff(upper, TarLayerOptions.Diff with { FollowLinksOf = below }).ToLayer(below)).Shown());
    }

    [Fact]
    public void Whiteout_OfADirectory_RemovesAllOfIt() =>
        Assert.Equal(["top"], Shown(Base, new RawTar().File(".wh.a").End()));

    [Fact]
    public void Whiteouts_TwoHundredThousand_AreCheap()
    {
        // buildah needs over 30 s for these. What is allocated is bounded, and told by the thread, as other tests run beside it.
        var tar = new RawTar();
        for (int i = 0; i < 200_000; i++) tar.File($"d{i % 100}/.wh.missing{i}");
        byte[] bytes = tar.End();
        LayerStack below = Stack(Base);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Layer layer = Diff(bytes).ToLayer(below);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400L << 20);
        Assert.Equal(Shown(Base), below.Push(layer).Shown());
    }

    [Fact]
    public void NeedsBelow_IsOnlySaidWhereItIsSo()
    {
        Assert.False(Diff(new RawTar().Directory("a").File("a/.wh.x").File("a/.wh..wh..opq").File("b/c").File("b/.wh.d").File(".wh.e").End()).NeedsBelow);
        Assert.True(Diff(new RawTar().File("a/.wh.x").End()).NeedsBelow);
        Assert.True(Diff(new RawTar().HardLink("a", "b").End()).NeedsBelow);
        Assert.True(Diff(new RawTar().File(".wh..wh..opq").End()).NeedsBelow);
    }
}
