using UnionFs.Host.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests;

/// <summary>Where an export writes, what it refuses, and what it says about what it could not do.</summary>
public sealed class HostExportTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Export_DestinationNotEmpty_IsRefused()
    {
        File.WriteAllText(_temp["there"], "x");
        Assert.Contains(_temp.Path, Assert.Throws<IOException>(() => HostExport.Export(Tree(), "/", _temp.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(["there"], Names(_temp.Path));
    }

    [Fact]
    public void Export_ParentMissingOrDestinationNoDirectory_IsRefused()
    {
        File.WriteAllText(_temp["file"], "x");
        Assert.Throws<DirectoryNotFoundException>(() => HostExport.Export(Tree(), "/", _temp["no/out"]));
        Assert.Throws<IOException>(() => HostExport.Export(Tree(), "/", _temp["file"]));
        Assert.Throws<IOException>(() => HostExport.Export(Tree(), "/", _temp["file"], new ExportOptions { Overwrite = true }));
        Assert.Throws<DirectoryNotFoundException>(() => HostExport.Export(Tree(), "/missing", _temp["out"]));
        Assert.Throws<IOException>(() => HostExport.Export(Tree(), "/d/f", _temp["out"]));
        Assert.Equal(["file"], Names(_temp.Path));
    }

    [Fact]
    public void Export_Subdirectory_WritesWhatIsInIt()
    {
        UnionFileSystem fs = Tree();
        fs.Posix.Symlink("d", "/link");
        Assert.Equal(1, HostExport.Export(fs, "/link", _temp["out"]).Directories);
        Assert.Equal("content", File.ReadAllText(_temp["out/f"]));
    }

    [Fact]
    public void Export_LiveFileSystem_IsWrittenAsItWasAtTheStart()
    {
        UnionFileSystem fs = Tree();
        var during = new Sink(_ => fs.Posix.RemoveTree("/d"));
        for (int i = 0; i < 300; i++) fs.File.WriteAllText($"/a{i:D3}", "x");
        Assert.Equal(302, HostExport.Export(fs, "/", _temp["out"], progress: during).Files);
        Assert.True(File.Exists(_temp["out/d/f"]));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Export_LinkWhereADirectoryBelongs_IsRefusedAndNothingOutsideChanges(bool merge, bool overwrite)
    {
        Shell.Run("mkdir out outside; ln -s ../outside out/d; chmod 0711 outside", _temp.Path);
        string before = Outside();
        var options = new ExportOptions { Merge = merge, Overwrite = overwrite };
        Assert.ThrowsAny<IOException>(() => HostExport.Export(Tree(), "/", _temp["out"], options));
        Assert.Equal(before, Outside());
        Assert.Equal("../outside", new FileInfo(_temp["out/d"]).LinkTarget);
    }

    [Fact]
    public void Export_LinkWhereAFileBelongs_IsRefusedOrReplacedAndNeverFollowed()
    {
        Shell.Run("mkdir -p out/d outside; echo keep > outside/f; ln -s ../../outside/f out/d/f", _temp.Path);
        string before = Outside();
        Assert.Contains(_temp["out/d/f"], Assert.Throws<IOException>(() => HostExport.Export(Tree(), "/", _temp["out"], new ExportOptions { Merge = true })).Message, StringComparison.Ordinal);
        Assert.Equal(before, Outside());
        HostExport.Export(Tree(), "/", _temp["out"], new ExportOptions { Overwrite = true });
        Assert.Equal(before, Outside());
        Assert.Null(new FileInfo(_temp["out/d/f"]).LinkTarget);
        Assert.Equal("content", File.ReadAllText(_temp["out/d/f"]));
    }

    [Fact]
    public void Export_DestinationIsALink_IsRefused()
    {
        Shell.Run("mkdir outside; ln -s outside out; ln -s missing dangling", _temp.Path);
        string before = Outside();
        foreach (string destination in new[] { "out", "out/", "out//", "dangling" })
            Assert.Throws<IOException>(() => HostExport.Export(Tree(), "/", _temp.Path + "/" + destination, new ExportOptions { Overwrite = true }));
        Assert.Equal(before, Outside());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Export_DirectoryIsSwappedForALinkMeanwhile_NothingOutsideChanges(bool merge)
    {
        Shell.Run("mkdir outside", _temp.Path);
        string before = Outside();
        UnionFileSystem fs = Tree();
        for (int i = 0; i < 300; i++) fs.File.WriteAllText($"/a{i:D3}", "x");
        fs.Directory.CreateDirectory("/a");
        // "/a" is made first and entered last: after 256 entries it becomes a link.
        fs.File.WriteAllText("/a/victim", "x");
        if (merge) Shell.Run("mkdir out; touch out/there", _temp.Path);
        string inside = merge ? "out" : ".unionfs-*";
        var swap = new Sink(_ => Shell.TryRun($"cd {inside} && rmdir a && ln -s ../outside a", _temp.Path));
        Assert.Contains(_temp["out/a"], Assert.ThrowsAny<IOException>(() => HostExport.Export(fs, "/", _temp["out"], new ExportOptions { Merge = merge }, swap)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Outside());
    }

    [Fact]
    public void Export_LinksInTheTree_AreWrittenAndNotFollowed()
    {
        UnionFileSystem fs = Tree();
        fs.Posix.Symlink("/etc", "/etc-link");
        fs.Posix.Symlink("../../..", "/d/up");
        Layer withLink = new LayerBuilder().AddSymlink("x", "/etc").Build();
        Layer withDirectory = new LayerBuilder().AddFile("y/passwd", "mine").Build();
        fs = new UnionFileSystem(LayerStack.FromBottom(fs.Diff(), withLink, withDirectory));
        Assert.Equal(3, HostExport.Export(fs, "/", _temp["out"]).Symlinks);
        Assert.Equal("/etc", new FileInfo(_temp["out/etc-link"]).LinkTarget);
        Assert.Equal("../../..", new FileInfo(_temp["out/d/up"]).LinkTarget);
        // Again over itself: the links are in the way of nothing but links.
        HostExport.Export(fs, "/", _temp["out"], new ExportOptions { Overwrite = true });
        Assert.Equal(["d", "etc-link", "x", "y"], Names(_temp["out"]));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/../../b")]
    public void Tree_CannotHoldNamesThatLeadElsewhere(string path)
    {
        Assert.Throws<ArgumentException>(() => new LayerBuilder().AddFile(path, "x"));
        Assert.Throws<IOException>(() => Exporting.ExportDirectory.EncodeName(path));
    }

    [Fact]
    public void Export_Merge_KeepsWhatIsThereAndAddsTheRest()
    {
        Shell.Run("mkdir -p out/d; echo old > out/d/old; chmod 0700 out/d", _temp.Path);
        HostExport.Export(Tree(), "/", _temp["out"], new ExportOptions { Merge = true });
        Assert.Equal(["f", "old"], Names(_temp["out/d"]));
        Assert.Equal("755", Shell.Run("stat -c %a out/d", _temp.Path).Trim());
        Assert.Contains("exists", Assert.Throws<IOException>(() => HostExport.Export(Tree(), "/", _temp["out"], new ExportOptions { Merge = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_Overwrite_ReplacesFilesButNoDirectories()
    {
        Shell.Run("mkdir -p out/d; echo old > out/d/f; ln out/d/f out/other; mkfifo out/f2", _temp.Path);
        HostExport.Export(Tree(), "/", _temp["out"], new ExportOptions { Overwrite = true });
        Assert.Equal("content", File.ReadAllText(_temp["out/d/f"]));
        Assert.Equal("old\n", File.ReadAllText(_temp["out/other"]));
        Assert.Equal(["d", "f2", "other"], Names(_temp["out"]));
        Shell.Run("rm out/d/f; mkdir out/d/f", _temp.Path);
        Assert.Contains(_temp["out/d/f"], Assert.ThrowsAny<Exception>(() => HostExport.Export(Tree(), "/", _temp["out"], new ExportOptions { Overwrite = true })).Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_temp["out/d/f"]));
    }

    [Fact]
    public void Export_OverTheLayersOwnDirectory_KeepsTheContents()
    {
        Shell.Run("mkdir -p own/d; printf content > own/d/f; ln own/d/f own/g", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp["own"]));
        fs.File.AppendAllText("/d/f", " and more");
        // The second name has the same inode, so both are written from a file that is being replaced: whole, or not at all.
        HostExport.Export(fs, "/", _temp["own"], new ExportOptions { Overwrite = true });
        Assert.Equal("content and more", File.ReadAllText(_temp["own/d/f"]));
        Assert.Equal("content and more", File.ReadAllText(_temp["own/g"]));
        Assert.Equal(["d", "g"], Names(_temp["own"]));
    }

    [Fact]
    public void Export_ContentCannotBeRead_ThrowsAndLeavesNoHalfFile()
    {
        Shell.Run("mkdir in; printf hello > in/f", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp["in"]));
        Shell.Run("printf changed > in/f", _temp.Path);
        Assert.Contains("'/f'", Assert.Throws<IOException>(() => HostExport.Export(fs, "/", _temp["out"])).Message, StringComparison.Ordinal);
        Assert.Equal(["in"], Names(_temp.Path));
        Shell.Run("mkdir merged; touch merged/there", _temp.Path);
        Assert.Throws<IOException>(() => HostExport.Export(fs, "/", _temp["merged"], new ExportOptions { Merge = true }));
        Assert.Equal(["there"], Names(_temp["merged"]));
    }

    [Fact]
    public void Export_NotRoot_NamesWhatCouldNotBeDone()
    {
        if (!Privilege.Check(output, Privilege.IsRoot, "root, to be somebody else")) return;
        Shell.Run("mkdir out; chown 65534:65534 out; chmod 0755 .", _temp.Path);
        Layer layer = new LayerBuilder()
            .AddFile("suid", "x", Metadata.DefaultFile with { Mode = 0xDED }) // 06755
            .AddFile("closed/f", "x", Metadata.DefaultFile with { Uid = 65534, Gid = 65534 })
            .AddDirectory("closed", Metadata.DefaultDirectory with { Mode = 0, Uid = 65534, Gid = 65534 })
            .AddHardLink("zlink", "closed/f")
            .AddSpecial("device", NodeKind.CharDevice, new DeviceNumber(1, 3))
            .Build();
        ExportReport report = null!;
        Privilege.AsNobody(() => report = HostExport.Export(new UnionFileSystem(layer), "/", _temp["out"]));
        foreach (ExportWarning warning in report.Warnings) output.WriteLine(warning.ToString());
        Assert.Equal((1, 1), (report.Skipped, report.HardLinks));
        Assert.Equal(["/device", "/suid", "/suid", "/"], report.Warnings.Select(w => w.Path));
        Assert.Equal("755 65534 1", Shell.Run("stat -c '%a %u %h' out/suid", _temp.Path).Trim());
        Assert.Equal("0 65534", Shell.Run("stat -c '%a %u' out/closed", _temp.Path).Trim());
    }

    [Fact]
    public void Export_TimesTheHostCannotKeep_AreWarnings()
    {
        Layer layer = new LayerBuilder().AddFile("f", "x", Metadata.DefaultFile with { ModifyTime = new UnixTime(long.MaxValue / 4, 5) }).Build();
        ExportReport report = HostExport.Export(new UnionFileSystem(layer), "/", _temp["out"], new ExportOptions { Owners = false });
        long kept = long.Parse(Shell.Run("stat -c %Y out/f", _temp.Path));
        Assert.Equal(kept == long.MaxValue / 4 ? 0 : 1, report.WarningCount);
    }

    [Fact]
    public void Export_Cancelled_Throws()
    {
        Assert.Throws<OperationCanceledException>(() => HostExport.Export(Tree(), "/", _temp["out"], ct: new CancellationToken(canceled: true)));
    }

    private static UnionFileSystem Tree() => new(new LayerBuilder().AddFile("d/f", "content").AddFile("f2", "second").Build());

    private string Outside() => Shell.Run("find outside -printf '%P %y %m %s %T@ %C@ %n\\n' | sort; cat outside/* 2>/dev/null || :", _temp.Path);

    private static string[] Names(string directory) => [.. Directory.GetFileSystemEntries(directory).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)];

    private sealed class Sink(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
