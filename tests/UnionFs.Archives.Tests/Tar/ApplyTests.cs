using static UnionFs.Archives.Tests.Tar.Layers;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>OCI.md F: what entries do to what is there. Names in backticks are its cases.</summary>
public class ApplyTests
{
    [Fact]
    public void Directory_OverDirectory_ReplacesAllAttributes_KeepsChildren()
    {
        byte[] lower = new RawTar().Pax(("SCHILY.xattr.user.old", "1")).Directory("d", "0000700").File("d/kept").End();
        LayerStack stack = Stack(lower, new RawTar().Pax(("SCHILY.xattr.user.new", "2")).Directory("d", "0000755").End());
        Assert.Equal(["d/", "d/kept"], stack.Shown());
        Assert.Equal(0x1ED, stack.Find("/d")!.Metadata.Mode);
        Assert.Equal(["user.new"], stack.Find("/d")!.Metadata.Xattrs.Names);
    }

    [Fact]
    public void Pairs_OfOtherKinds_Replace()
    {
        byte[] lower = new RawTar().Directory("dir").File("dir/x").Symlink("link", "dir").File("file").End();
        Assert.Equal(["dir", "file", "link"], Shown(lower, new RawTar().File("dir").End()));
        LayerStack stack = Stack(lower, new RawTar().Directory("link").Directory("file").End());
        Assert.Equal(["dir/", "dir/x", "file/", "link/"], stack.Shown());
    }

    [Fact]
    public void DirectoryAttributes_WinWhereverTheyStand_dir_attr_after()
    {
        LayerStack stack = Stack(new RawTar().File("d/x").Add(new RawHeader("d", '5') { Mode = "0000711", ModifyTime = RawHeader.Octal(99, 11) }).File("d/y").End());
        Assert.Equal((0x1C9, new UnixTime(99)), (stack.Find("/d")!.Metadata.Mode, stack.Find("/d")!.Metadata.ModifyTime));
    }

    [Fact]
    public void ImpliedDirectories_AreFixed_AndKeepWhatIsBelow_implied_existing()
    {
        byte[] upper = new RawTar().File("d/x").End();
        Metadata alone = Stack(upper).Find("/d")!.Metadata;
        Assert.Equal((0x1ED, 0u, default), (alone.Mode, alone.Uid, alone.ModifyTime));
        Assert.Equal(0x1C0, Stack(new RawTar().Directory("d", "0000700").End(), upper).Find("/d")!.Metadata.Mode);
    }

    [Fact]
    public void HardLinks_AreOneInode_WithTheLastAttributes_hl_same()
    {
        LayerStack stack = Stack(new RawTar().File("a", "bytes").Add(new RawHeader("b", '1') { Link = "./a", Mode = "0000600", Uid = RawHeader.Octal(7, 7) }).HardLink("c", "/b").End());
        LayerEntry[] all = [.. stack.List("/")];
        Assert.Single(all.Select(e => e.Inode).Distinct());
        Assert.All(all, e => Assert.Equal(("bytes", 0x1A4, 0u), (e.Text(), e.Metadata.Mode, e.Metadata.Uid)));
        stack = Stack(new RawTar().File("a").Add(new RawHeader("b", '1') { Link = "a", Mode = "0000600" }).End());
        Assert.Equal(0x180, stack.Find("/a")!.Metadata.Mode);
    }

    [Fact]
    public void HardLink_ToASymlinkOrFifo_IsToTheNodeItself()
    {
        LayerStack stack = Stack(new RawTar().File("f").Symlink("s", "f").HardLink("s2", "s").Add(new RawHeader("p", '6')).HardLink("p2", "p").End());
        Assert.Equal("f", stack.Find("/s2")!.LinkTarget);
        Assert.Equal(NodeKind.Fifo, stack.Find("/p2")!.Kind);
    }

    [Fact]
    public void HardLink_ToALowerFile_IsResolved_hl_lower()
    {
        TarLayer layer = Diff(new RawTar().HardLink("dir/new", "low/file").HardLink("again", "dir/new").End());
        Assert.Equal([("dir/new", "low/file")], layer.PendingLinks.Take(1));
        LayerStack below = Stack(new RawTar().Directory("low", "0000711").Add(new RawHeader("low/file") { Mode = "0000640" }, "lower"u8).End());
        LayerStack stack = below.Push(layer.ToLayer(below));
        Assert.Equal(["again", "dir/", "dir/new", "low/", "low/file"], stack.Shown());
        Assert.Equal("lower", stack.Find("/dir/new")!.Text());
        Assert.Equal(stack.Find("/low/file")!.Inode, stack.Find("/dir/new")!.Inode);
        Assert.Equal(stack.Find("/low/file")!.Inode, stack.Find("/again")!.Inode);
        Assert.Equal((0x1A0, 0x1C9), (stack.Find("/again")!.Metadata.Mode, stack.Find("/low")!.Metadata.Mode));
        Assert.Contains("no layer has", Refused(new RawTar().HardLink("dir/new", "low/file").End()).Message);
        Assert.Contains("only a layer below", Assert.Throws<TarException>(() => layer.ToLayer()).Message);
    }

    [Fact]
    public void HardLinks_ThatAreNone_AreRefused()
    {
        LayerStack below = Stack(new RawTar().File("low").Directory("dir").File("dir/file").End());
        Assert.Equal("x", Refused(new RawTar().HardLink("x", "later").File("later").End(), below: below).Entry);
        Assert.Equal("x", Refused(new RawTar().HardLink("x", "low").File("low").End(), below: below).Entry);
        Refused(new RawTar().HardLink("x", "x").End(), below: below);
        Refused(new RawTar().File("x").HardLink("x", "x").End(), below: below);
        Refused(new RawTar().Directory("d").HardLink("x", "d").End(), below: below);
        Refused(new RawTar().HardLink("x", "dir").End(), below: below);
        Refused(new RawTar().HardLink("x", "none").End(), below: below);
        Refused(new RawTar().HardLink("x", "/").End(), below: below);
        Refused(new RawTar().HardLink("x", "../etc/passwd").End(), below: below);
        Refused(new RawTar().Symlink("esc", "/etc").HardLink("x", "esc/passwd").End(), below: below);
        Refused(new RawTar().File("f").HardLink("x", "f/y").End(), below: below);
        Refused(new RawTar().File(".wh.low").HardLink("x", "low").End(), below: below); // `hl-wh`
        Refused(new RawTar().HardLink("x", "low").File(".wh.low").End(), below: below);
        Refused(new RawTar().HardLink("x", "dir/file").File(".wh.dir").End(), below: below);
        Refused(new RawTar().HardLink("x", "dir/file").File("dir/.wh..wh..opq").End(), below: below);
        Refused(new RawTar().HardLink("x", ".wh.low").End(), below: below);
    }

    [Fact]
    public void HardLink_InAPlainArchive_IsToWhatWasBefore() =>
        Assert.Equal("x", Assert.Throws<TarException>(() => TarLayer.Open(Content.FromOwned(new RawTar().HardLink("x", "y").File("y").End()), "plain.tar")).Entry);

    [Theory]
    [InlineData("a/x")]
    [InlineData("a//x")]
    [InlineData("./a/x")]
    [InlineData("/a/x")]
    public void Duplicates_LastWinsWithAWarning_OrAreRefused(string second)
    {
        byte[] tar = new RawTar().File("a/x", "first").File(second, "last").End();
        TarLayer layer = Diff(tar);
        Assert.Equal("last", layer.ToLayer().At("/a/x").Text());
        Assert.Equal((second, 1024L), (Assert.Single(layer.Warnings).Entry, layer.Warnings[0].Offset));
        Assert.Equal(second, Refused(tar, TarLayerOptions.Diff with { RefuseDuplicates = true }).Entry);
    }

    [Fact]
    public void Duplicates_OfOtherKinds_LastWins()
    {
        TarLayer layer = Diff(new RawTar().File("a").Directory("a").File("a/x").File("b/y").File("b").Directory("c").Directory("c/").End());
        Assert.Equal(["/a", "/a/x", "/b", "/c"], layer.ToLayer().Paths());
        Assert.Equal(["a", "b", "c/"], layer.Warnings.Select(w => w.Entry));
    }

    [Fact]
    public void HardLink_WhoseTargetIsReplacedLater_KeepsTheOldFile()
    {
        Layer layer = Diff(new RawTar().File("a", "old").HardLink("b", "a").File("a", "new").End()).ToLayer();
        Assert.Equal(("new", "old"), (layer.At("/a").Text(), layer.At("/b").Text()));
    }

    [Fact]
    public void CharDevice_0_0_IsADevice_devices_chardev00_over()
    {
        byte[] lower = new RawTar().File("over").End();
        LayerStack stack = Stack(lower, new RawTar().Add(new RawHeader("null", '3') { Major = "0000001", Minor = "0000003" }).Add(new RawHeader("over", '3')).Add(new RawHeader("sda", '4') { Major = "0000010" }).End());
        Assert.Equal([NodeKind.CharDevice, NodeKind.CharDevice, NodeKind.BlockDevice], stack.List("/").Select(e => e.Kind));
        Assert.Equal(new DeviceNumber(1, 3), stack.Find("/null")!.Device);
    }

    [Fact]
    public void ForeignXattrs_AreStrippedOnRequest_xattr_overlay()
    {
        byte[] tar = new RawTar().Pax(("SCHILY.xattr.trusted.overlay.opaque", "y"), ("SCHILY.xattr.user.overlay.opaque", "y"), ("SCHILY.xattr.system.nfs4_acl", "x"), ("SCHILY.xattr.user.mine", "1")).Directory("d").End();
        Assert.Equal(4, Diff(tar).ToLayer().At("/d").Metadata.Xattrs.Count);
        TarLayer stripped = Diff(tar, TarLayerOptions.Diff with { StripForeignXattrs = true });
        Assert.Equal(["user.mine"], stripped.ToLayer().At("/d").Metadata.Xattrs.Names);
        Assert.Equal(3, stripped.Warnings.Count);
    }

    [Fact]
    public void Metadata_IsExact()
    {
        byte[] tar = new RawTar().Pax(("mtime", "-3.000000001"), ("uid", "4294967294"), ("atime", "5"), ("SCHILY.xattr.security.capability", "\u0001\0")).Add(new RawHeader("f") { Mode = "0107755" }).End();
        Metadata metadata = Diff(tar).ToLayer().At("/f").Metadata;
        Assert.Equal((0xFED, 4294967294u, new UnixTime(-4, 999_999_999)), (metadata.Mode, metadata.Uid, metadata.ModifyTime));
        Assert.Equal(["security.capability"], metadata.Xattrs.Names);
    }

    [Fact]
    public void UnknownTypes_AreRefused_OrSkippedWithAWarning()
    {
        byte[] tar = new RawTar().Add(new RawHeader("vol", 'V'), "x"u8).Add(new RawHeader("seven", '7'), "7"u8).End();
        Assert.Equal("vol", Refused(tar).Entry);
        TarLayer layer = Diff(tar, TarLayerOptions.Diff with { SkipUnknownTypes = true });
        Assert.Equal(["/seven"], layer.ToLayer().Paths());
        Assert.Equal(["vol", "seven"], layer.Warnings.Select(w => w.Entry));
    }

    [Fact]
    public void Symlinks_ThatCannotBe_AreRefused()
    {
        Assert.Equal("s", Refused(new RawTar().Symlink("s", "").End()).Entry);
        Assert.Equal("s", Refused(new RawTar().Long('K', new string('t', 4096)).Symlink("s", "").End()).Entry);
        Diff(new RawTar().Long('K', new string('t', 4095)).Symlink("s", "").End()).ToLayer();
    }

    [Fact]
    public void Garbage_AfterTheEnd_IsWarnedAbout()
    {
        Assert.Contains("follows", Assert.Single(Diff([.. new RawTar().File("a").End(), .. new byte[9000], 1]).Warnings).Message);
        Assert.Empty(Diff([.. new RawTar().File("a").End(), .. new byte[9000]]).Warnings);
    }

    [Fact]
    public void Sparse_InALayer_IsAHole()
    {
        LayerEntry entry = Diff(SparseTests.Sparse("1.0", 1L << 39, [(1L << 38, 3)], "abc").End()).ToLayer().At("/sparse");
        var read = new byte[3];
        Assert.Equal(3, entry.Content.Read(1L << 38, read));
        Assert.Equal("abc"u8.ToArray(), read);
        var fs = new UnionFileSystem(LayerStack.Empty.Push(Diff(SparseTests.Sparse("old", 1L << 39, [(1L << 38, 3)], "abc").End()).ToLayer()));
        Assert.Equal(FsError.None, fs.Posix.Stat("/sparse", out FileStat stat));
        Assert.Equal((1L << 39, 0L), (stat.Size, stat.AllocatedBytes));
    }

    [Fact]
    public void EStargzFiles_AreHiddenOnRequest()
    {
        byte[] tar = new RawTar().File(".prefetch.landmark", "\xF").File("a").File("stargz.index.json", "{}").End();
        Assert.Equal(3, Diff(tar).ToLayer().Paths().Length);
        Assert.Equal(["/a"], Diff(tar, TarLayerOptions.Diff with { HideStargzFiles = true }).ToLayer().Paths());
    }

    [Fact]
    public void Layer_Compressed_IsTheSame()
    {
        byte[] tar = new RawTar().File("a", "text").Symlink("l", "a").End();
        Layer plain = Diff(tar).ToLayer();
        foreach (byte[] packed in new[] { Compression.TarBlobTests.Gzip(tar), Compression.TarBlobTests.Zstd(tar) })
        {
            TarLayer layer = Diff(packed, TarLayerOptions.Diff with { Blob = new TarBlobOptions { Digests = true } });
            Assert.Equal(plain.Describe(), layer.ToLayer().Describe());
            Assert.Equal("text", layer.ToLayer().At("/a").Text());
            Assert.Equal(tar.Length, layer.Blob.Unpacked!.Value.Size);
        }
    }
}
