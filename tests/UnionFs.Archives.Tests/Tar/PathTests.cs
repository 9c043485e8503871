using static UnionFs.Archives.Tests.Tar.Layers;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>OCI.md D: what names mean as paths.</summary>
public class PathTests
{
    private static readonly TarLayerOptions Clamp = TarLayerOptions.Diff with { ClampDotDot = true };

    [Fact]
    public void Names_AreNormalised() =>
        Assert.Equal(["a/", "a/b", "abs", "d/", "dot"], Shown(new RawTar().File("a//./b").File("/abs").File("./dot").Directory("d//").End()));

    [Theory]
    [InlineData("./")]
    [InlineData(".")]
    [InlineData("/")]
    public void Root_HasItsEntrysAttributes(string name)
    {
        LayerStack stack = Stack(new RawTar().Directory(name, "0000700").File("a").End());
        Assert.Equal(0x1C0, stack.Find("/")!.Metadata.Mode);
        Assert.Equal(["a"], stack.Shown());
    }

    [Fact]
    public void Root_ThatIsNoDirectory_IsRefused_root_is_file_root_is_link()
    {
        Assert.Contains("root", Refused(new RawTar().File(".").End()).Message);
        Assert.Contains("root", Refused(new RawTar().Symlink("./", "/etc").End()).Message);
        Assert.Contains("root", Refused(new RawTar().File("a").HardLink("/", "a").End()).Message);
    }

    [Theory]
    [InlineData("../../x", "x")]
    [InlineData("a/../x", "x")]
    [InlineData("/../x", "x")]
    [InlineData("a/b/../../../x", "x")]
    [InlineData("a/..", "")]
    public void DotDot_IsRefused_OrClamped(string name, string clamped)
    {
        byte[] tar = new RawTar().Add(new RawHeader(name, '5')).End();
        Assert.Equal(name, Refused(tar).Entry);
        Assert.Contains("`..`", Refused(new RawTar().Pax(("path", name)).File("innocent").End()).Message);
        Assert.Equal(clamped.Length == 0 ? [] : [clamped + "/"], LayerStack.Empty.Push(Diff(tar, Clamp).ToLayer()).Shown());
    }

    [Fact]
    public void SymlinkParents_AreFollowedInsideTheRoot_symlink_escape()
    {
        Assert.Equal(["etc/", "etc/pwned", "esc"], Shown(new RawTar().Symlink("esc", "../../../etc").File("esc/pwned").End()).Order(StringComparer.Ordinal).OrderBy(p => p == "esc"));
        Assert.Equal(["abs", "tmp/", "tmp/x"], Shown(new RawTar().Symlink("abs", "/tmp").File("abs/x").End()));
        Assert.Equal(["a/", "a/l", "a/t/", "a/t/x"], Shown(new RawTar().Directory("a").Symlink("a/l", "./t/").File("a/l/x").End()));
        Assert.Equal(["a/", "a/up", "x"], Shown(new RawTar().Directory("a").Symlink("a/up", "..").File("a/up/x").End()));
        Assert.Equal(["one", "two", "z/", "z/x"], Shown(new RawTar().Symlink("one", "two").Symlink("two", "z").File("one/x").End()));
        // The last name is not followed: the link itself is replaced.
        Assert.Equal(["l"], Shown(new RawTar().Symlink("l", "/etc").File("l").End()));
    }

    [Fact]
    public void SymlinkParents_InALoop_AreRefused()
    {
        Assert.Contains("40", Refused(new RawTar().Symlink("a", "b").Symlink("b", "a").File("a/x").End()).Message);
        Assert.Contains("40", Refused(new RawTar().Symlink("self", "self/self").File("self/x").End()).Message);
    }

    [Fact]
    public void SymlinkParents_ThatLeadEverDeeper_AreRefused()
    {
        var tar = new RawTar();
        string deep = string.Concat(Enumerable.Repeat("d/", 2000));
        tar.Long('K', deep).Symlink("l0", "x");
        tar.Long('K', deep).Symlink("l0/l1", "x");
        Assert.Contains("deeper", Refused(tar.File("l0/l1/f").End()).Message);
    }

    [Fact]
    public void SymlinkParents_WalkedAgainAndAgain_AreRefused()
    {
        // 40 links of 2,000 names to one place, for every header: 50 KB of gzip would take minutes.
        var tar = new RawTar();
        string around = string.Concat(Enumerable.Repeat("d/../", 800));
        tar.Directory("d");
        for (int i = 0; i < 39; i++) tar.Long('K', around + $"l{i + 1}").Symlink($"l{i}", "x");
        tar.Directory("l39");
        for (int i = 0; i < 1000; i++) tar.File($"l0/f{i}");
        Assert.StartsWith("l0/f", Refused(tar.End()).Entry);
    }

    [Fact]
    public void SymlinkParent_OfALowerLayer_IsHiddenByADirectory_OrFollowed_through_symlink()
    {
        byte[] lower = new RawTar().Directory("usr").Directory("usr/lib").File("usr/lib/libc").Symlink("lib", "usr/lib").End();
        byte[] upper = new RawTar().File("lib/new").End();
        Assert.Equal(["lib/", "lib/new", "usr/", "usr/lib/", "usr/lib/libc"], Shown(lower, upper));

        LayerStack below = Stack(lower);
        LayerStack followed = below.Push(Diff(upper, TarLayerOptions.Diff with { FollowLinksOf = below }).ToLayer(below));
        Assert.Equal(["lib", "usr/", "usr/lib/", "usr/lib/libc", "usr/lib/new"], followed.Shown());
        // What the layer itself removes or makes opaque is not followed.
        byte[] removed = new RawTar().File(".wh.lib").File("lib/new").End();
        Assert.Equal(["lib/", "lib/new", "usr/", "usr/lib/", "usr/lib/libc"], below.Push(Diff(removed, TarLayerOptions.Diff with { FollowLinksOf = below }).ToLayer(below)).Shown());
    }

    [Fact]
    public void FileAsParent_OfTheSameLayer_IsRefused_OfALowerOne_IsReplaced_file_as_parent_lower()
    {
        Assert.Equal("f/x", Refused(new RawTar().File("f").File("f/x").End()).Entry);
        Assert.Equal(["f/", "f/x"], Shown(new RawTar().File("f").End(), new RawTar().File("f/x").End()));
    }

    [Fact]
    public void Names_ThatDifferByCaseOrForm_AreDifferent() =>
        Assert.Equal(4, Shown(new RawTar().File("A").File("a").File("\u00E9").File("e\u0301").End()).Length);

    [Fact]
    public void Names_OfAnyBytes_AreKept()
    {
        byte[] name = [.. "odd-"u8, 0xE9, 0xFF, (byte)'\n'];
        LayerEntry entry = Assert.Single(Stack(new RawTar().Add(new RawHeader("") { NameBytes = name }).End()).List("/"));
        Assert.Equal([(byte)'/', .. name], NameEncoding.Encode(entry.Path));
    }

    [Fact]
    public void ImpliedDirectories_CountAgainstTheLimit()
    {
        var few = new TarLayerOptions { Blob = new TarBlobOptions { Limits = new TarLimits { MaxEntries = 100 } } };
        byte[] tar = new RawTar().Long('L', string.Concat(Enumerable.Repeat("d/", 200)) + "f").File("x").End();
        Assert.Contains("limit", Refused(tar, few).Message);
    }
}
