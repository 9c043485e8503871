using UnionFs.Host.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests;

/// <summary>Differences written as upper directories; the comparison with a real mount in general is in UnionFs.KernelOracle.</summary>
public sealed class OverlayExportTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Layer Base = new LayerBuilder("base")
        .AddFile("/gone", "1").AddFile("/d/f", "2").AddFile("/d/g", "3").AddFile("/replaced/old", "4")
        .AddDirectory("/kept", Metadata.DefaultDirectory with { Mode = 0x1C8, Uid = 7, Gid = 8 }).AddFile("/kept/f", "5").Build();

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Export_AndOpened_IsTheDifference(bool userXattr, bool marked)
    {
        if (!userXattr && !Root()) return;
        string prefix = userXattr ? "user.overlay." : "trusted.overlay.";
        var fs = new UnionFileSystem(Base);
        fs.File.Delete("/gone");
        fs.File.Delete("/d/f");
        fs.Directory.Delete("/replaced", recursive: true);
        fs.Directory.CreateDirectory("/replaced");
        fs.File.WriteAllText("/kept/f", "changed");
        fs.Posix.SetXattr("/kept/f", prefix + "opaque", "y"u8.ToArray()).ThrowIfError("/kept/f");
        fs.Posix.Link("/kept/f", "/linked").ThrowIfError("/linked");

        ExportReport report = OverlayExport.Export(fs.Snapshot(), fs.Layers, _temp["upper"], new OverlayExportOptions { UserXattr = userXattr, MarkedWhiteouts = marked, Owners = Privilege.IsRoot });

        Assert.Empty(report.Warnings);
        Assert.Equal("y", Xattr.Get(_temp["upper/replaced"], prefix + "opaque"));
        Assert.Equal(marked ? "x" : null, Xattr.Get(_temp["upper/d"], prefix + "opaque"));
        Assert.Equal("y", Xattr.Get(_temp["upper/kept/f"], prefix + "overlay.opaque"));
        Assert.Equal(marked ? "regular empty file" : "character special file", Shell.Run("stat -c %F upper/gone", _temp.Path).Trim());
        if (Privilege.IsRoot) Assert.Equal("710 7:8", Shell.Run("stat -c '%a %u:%g' upper/kept", _temp.Path).Trim());
        Layer read = OverlayDirectory.Open(_temp["upper"], new OverlayDirectoryOptions { UserXattr = userXattr });
        Assert.Equal(fs.Diff().Entries().Select(Describe), read.Entries().Select(Describe));
    }

    [Fact]
    public void Export_OverFewerLayers_WritesWhatTheOthersAdd()
    {
        if (!Root()) return;
        LayerStack lower = LayerStack.FromBottom(Base);
        Layer top = new LayerBuilder("top").AddWhiteout("/gone").AddWhiteout("/never").AddDirectory("/d", opaque: true).AddFile("/d/h", "9").Build();
        var snapshot = new Snapshot(lower.Push(top));
        OverlayExport.Export(snapshot, lower, _temp["upper"]);
        // What hides nothing is not written: the kernel would list it where nothing merges.
        Assert.False(File.Exists(_temp["upper/never"]));
        Assert.Equal(Tree(snapshot), Tree(new Snapshot(lower.Push(OverlayDirectory.Open(_temp["upper"])))));
    }

    [Fact]
    public void Export_DeviceThatMeansWhiteout_IsRefusedAndNothingIsMade()
    {
        var snapshot = new Snapshot(LayerStack.FromBottom(new LayerBuilder().AddSpecial("/dev/zero-zero", NodeKind.CharDevice).Build()));
        var error = Assert.Throws<IOException>(() => OverlayExport.Export(snapshot, LayerStack.Empty, _temp["upper"], new OverlayExportOptions { UserXattr = true }));
        Assert.Contains("/dev/zero-zero", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temp["upper"]));
    }

    [Fact]
    public void Export_DirectoryThatIsNotEmpty_IsRefused()
    {
        File.WriteAllText(_temp["f"], "1");
        Assert.Contains(_temp.Path, Assert.Throws<IOException>(() => OverlayExport.Export(new Snapshot(LayerStack.FromBottom(Base)), LayerStack.Empty, _temp.Path, new OverlayExportOptions { UserXattr = true })).Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_temp.Path));
    }

    [Fact]
    public void Export_MarkedWhiteouts_AreHeededByTheKernelInALowerDirectory()
    {
        if (!Root()) return;
        var fs = new UnionFileSystem(Base);
        Assert.Empty(HostExport.Export(fs, "/", _temp["lower"]).Warnings);
        fs.File.Delete("/gone");
        fs.File.Delete("/d/f");
        OverlayExport.Export(fs.Snapshot(), fs.Layers, _temp["diff"], new OverlayExportOptions { MarkedWhiteouts = true });
        (int code, string listing, string errors) = Shell.TryRun("mkdir merged; unshare -m sh -ec 'mount -t overlay overlay -o lowerdir=diff:lower merged && cd merged && find . -mindepth 1 -printf \"%P \"'", _temp.Path);
        if (!Privilege.Check(output, code == 0, "overlayfs on the file system of the temporary directory: " + errors)) return;
        Assert.Equal(["d", "d/g", "kept", "kept/f", "replaced", "replaced/old"], listing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private bool Root() => Privilege.Check(output, Privilege.IsRoot, "root, for trusted. attributes");

    private static IEnumerable<string> Tree(Snapshot snapshot) =>
        snapshot.Directory.EnumerateFiles("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path}={snapshot.File.ReadAllText(path)}");

    /// <summary>All that a layer says, whatever implied directories stand for.</summary>
    private static string Describe(LayerEntry entry) =>
        $"{entry.Path} {entry.Kind} {entry.IsOpaque} {entry.HardLinkOf} {entry.Content.Length} {(entry.Kind == NodeKind.Whiteout ? "" : Convert.ToString(entry.Metadata.Mode, 8) + string.Join(' ', entry.Metadata.Xattrs.Names))}";
}
