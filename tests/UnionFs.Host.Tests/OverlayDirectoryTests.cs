using UnionFs.Host.Scanning;
using UnionFs.Host.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests;

/// <summary>Overlayfs's marks, made by hand: what each means, and which are refused.</summary>
public sealed class OverlayDirectoryTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Open_Device00_IsWhiteoutAndNoHardLink()
    {
        if (!Trusted()) return;
        Shell.Run("mknod w c 0 0; ln w w2; mknod null c 1 3; mknod b b 0 0", _temp.Path);
        Dictionary<string, LayerEntry> entries = Entries(new());
        Assert.Equal(NodeKind.Whiteout, entries["/w"].Kind);
        Assert.Equal(NodeKind.Whiteout, entries["/w2"].Kind);
        Assert.Equal(NodeKind.CharDevice, entries["/null"].Kind);
        Assert.Equal(NodeKind.BlockDevice, entries["/b"].Kind);
        // The plain reader knows nothing of this.
        Assert.Equal(NodeKind.CharDevice, HostDirectory.Open(_temp.Path).Entries().Single(e => e.Path == "/w").Kind);
    }

    [Theory]
    [InlineData("trusted")]
    [InlineData("user")]
    public void Open_Xattrs_AreMarksOfEitherNamespace(string space)
    {
        Shell.Run("mkdir opaque other announced; : > white; : > announced/white; printf x > full; mkdir whitedir", _temp.Path);
        if (!Trusted() || !Mark("white", $"{space}.overlay.whiteout", "")) return;
        Mark("announced", $"{space}.overlay.opaque", "x");
        Mark("announced/white", $"{space}.overlay.whiteout", "y");
        Mark("full", $"{space}.overlay.whiteout", "y");
        Mark("whitedir", $"{space}.overlay.whiteout", "y");
        Mark("opaque", $"{space}.overlay.opaque", "y");
        Mark("other", $"{space}.overlay.opaque", "yes");
        Mark("full", $"{space}.overlay.origin", "\0\u00fb");
        Mark("full", "user.mine", "kept");
        Mark("full", $"{space}.overlay.overlay.opaque", "nested");
        Mark("full", $"{space}.overlayed", "kept");

        Dictionary<string, LayerEntry> entries = Entries(new());

        Assert.Equal(NodeKind.Whiteout, entries["/white"].Kind);
        Assert.Equal(NodeKind.Whiteout, entries["/announced/white"].Kind);
        Assert.Equal(NodeKind.File, entries["/full"].Kind);
        Assert.Equal(NodeKind.Directory, entries["/whitedir"].Kind);
        Assert.Equal(["/opaque"], entries.Values.Where(e => e.IsOpaque).Select(e => e.Path));
        Assert.Equal(new[] { $"{space}.overlay.opaque", $"{space}.overlayed", "user.mine" }.Order(StringComparer.Ordinal), entries["/full"].Metadata.Xattrs.Names);
        Assert.All(entries.Values.Where(e => e.Path != "/full"), e => Assert.Empty(e.Metadata.Xattrs));
    }

    [Fact]
    public void Open_UserXattr_TakesTrustedMarksAsTheyAre()
    {
        Shell.Run("mkdir d", _temp.Path);
        if (!Trusted() || !Mark("d", "trusted.overlay.opaque", "y")) return;
        LayerEntry entry = Entries(new() { UserXattr = true })["/d"];
        Assert.False(entry.IsOpaque);
        Assert.Equal(["trusted.overlay.opaque"], entry.Metadata.Xattrs.Names);
    }

    [Fact]
    public void Open_OpaqueRoot_HidesEverything()
    {
        if (!Trusted() || !Mark(".", "trusted.overlay.opaque", "y")) return;
        Layer lower = new LayerBuilder().AddFile("f", "x").Build();
        Assert.Empty(new UnionFileSystem(LayerStack.FromBottom(lower, OverlayDirectory.Open(_temp.Path))).Directory.EnumerateFileSystemEntries("/"));
    }

    [Theory]
    [InlineData("redirect", "/elsewhere")]
    [InlineData("metacopy", "")]
    public void Open_WhatIsInLowerLayers_IsRefusedByName(string mark, string value)
    {
        Shell.Run("mkdir -p a/b; : > a/f", _temp.Path);
        if (!Trusted() || !Mark(mark == "redirect" ? "a/b" : "a/f", "trusted.overlay." + mark, value)) return;
        var error = Assert.Throws<IOException>(() => OverlayDirectory.Open(_temp.Path));
        Assert.Contains(_temp[mark == "redirect" ? "a/b" : "a/f"], error.Message, StringComparison.Ordinal);
        Assert.Contains("trusted.overlay." + mark, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elsewhere/../../etc")]
    [InlineData("/")]
    [InlineData("/a//b")]
    [InlineData("/a/..")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void OpenOver_RedirectThatIsNoPath_IsRefusedByName(string redirect)
    {
        _temp.Make("a");
        if (!Trusted() || !Mark("a", "trusted.overlay.redirect", redirect)) return;
        Assert.Contains(_temp["a"], Assert.Throws<IOException>(() => OverlayDirectory.OpenOver(_temp.Path, LayerStack.Empty)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Interpret_RedirectLongerThanAnyPath_IsRefusedByName()
    {
        // More than ext4 can keep, so it cannot be made on every host.
        XattrSet xattrs = XattrSet.Empty.With("trusted.overlay.redirect", [.. Enumerable.Repeat("/a"u8.ToArray(), 3000).SelectMany(bytes => bytes)]);
        var format = new OverlayFormat(trusted: true, hasLowers: true);
        Assert.Contains("'the/path'", Assert.Throws<IOException>(() => format.Interpret(NodeKind.Directory, default, xattrs, "the/path")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenOver_Redirect_TakesOverWhatShowsThereAndKeepsHardLinksOne()
    {
        if (!Trusted()) return;
        LayerStack lowers = LayerStack.FromBottom(
            new LayerBuilder("base").AddFile("/old/f", "f").AddFile("/old/gone", "x").AddFile("/old/deep/g", "g").AddHardLink("/other", "/old/f").AddHardLink("/new/hidden", "/old/f").Build(),
            new LayerBuilder("mid").AddWhiteout("/old/gone").AddSymlink("/old/link", "f").Build());
        Shell.Run("mkdir -p new/deep; : > new/deep/own; mknod new/link c 0 0; mknod old c 0 0", _temp.Path);
        if (!Mark("new", "trusted.overlay.redirect", "old")) return;

        var fs = new UnionFileSystem(lowers.Push(OverlayDirectory.OpenOver(_temp.Path, lowers)));

        Assert.Equal(["/new", "/new/deep", "/new/deep/g", "/new/deep/own", "/new/f", "/other"],
            fs.Directory.EnumerateFileSystemEntries("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        fs.File.WriteAllText("/other", "one file");
        Assert.Equal("one file", fs.File.ReadAllText("/new/f"));
    }

    [Fact]
    public void OpenOver_RedirectThroughALinkOrToNothing_ShowsNothingOfIt()
    {
        if (!Trusted()) return;
        LayerStack lowers = LayerStack.FromBottom(new LayerBuilder().AddFile("/real/dir/f", "f").AddSymlink("/link", "real").AddFile("/a/f", "f").AddFile("/b/f", "f").Build());
        Shell.Run("mkdir a b", _temp.Path);
        if (!Mark("a", "trusted.overlay.redirect", "/link/dir") || !Mark("b", "trusted.overlay.redirect", "missing")) return;
        var fs = new UnionFileSystem(lowers.Push(OverlayDirectory.OpenOver(_temp.Path, lowers)));
        Assert.Empty(fs.Directory.EnumerateFileSystemEntries("/a"));
        Assert.Empty(fs.Directory.EnumerateFileSystemEntries("/b"));
    }

    [Fact]
    public void OpenOver_MetacopyWithoutBytesBelow_IsAnErrorThatNamesIt()
    {
        Shell.Run(": > f", _temp.Path);
        if (!Trusted() || !Mark("f", "trusted.overlay.metacopy", "")) return;
        Assert.Contains(_temp["f"], Assert.Throws<IOException>(() => OverlayDirectory.OpenOver(_temp.Path, LayerStack.Empty)).Message, StringComparison.Ordinal);
    }

    private bool Trusted() => Privilege.Check(output, Privilege.IsRoot, "root, for trusted. attributes and devices");

    private bool Mark(string name, string xattr, string value) =>
        Privilege.Check(output, Xattr.Set(_temp[name], xattr, value), "a file system with extended attributes");

    private Dictionary<string, LayerEntry> Entries(OverlayDirectoryOptions options) =>
        OverlayDirectory.Open(_temp.Path, options).Entries().ToDictionary(e => e.Path);
}
