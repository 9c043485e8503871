using UnionFs.Host.Exporting;
using UnionFs.Host.Portable;
using UnionFs.Host.Tests.Support;

namespace UnionFs.Host.Tests;

/// <summary>The way with System.IO alone, as it is on other systems: what it can do it does, and it says what it cannot.</summary>
public sealed class PortableTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void RoundTrip_FilesDirectoriesAndLinks_AreTheSame()
    {
        string source = _temp.Make("in");
        Shell.Run("""
            mkdir -p a/b; printf hello > a/b/f; chmod 0640 a/b/f; : > empty; ln -s ../x a/link; chmod 0555 a/b; mkdir -p -- '-rf'
            head -c 600000 /dev/urandom > big
            touch -d '2001-02-03 04:05:06.1234567 UTC' a/b/f a/b empty big a ./-rf .
            """, source);
        UnionFileSystem fs = new(Scan(source));
        ExportReport report = Export(fs);
        Assert.Equal((4, 3, 1, 0), (report.Directories, report.Files, report.Symlinks, report.WarningCount));
        // The time of a link is beyond System.IO.
        Assert.Equal(HostListing.Of(source).Where(l => !l.Contains(" l ")), HostListing.Of(_temp["out"]).Where(l => !l.Contains(" l ")));
        Assert.Equal("../x", new FileInfo(_temp["out/a/link"]).LinkTarget);
    }

    [Theory]
    [InlineData("printf hello-longer > f")]
    [InlineData("touch f")]
    [InlineData("rm f")]
    [InlineData("mv f g; ln -s g f")]
    public void Read_FileIsNoLongerTheOneThatWasLayered_ThrowsAndNamesIt(string change)
    {
        Shell.Run("printf hello > f; touch -d '2001-01-01 UTC' f", _temp.Path);
        UnionFileSystem fs = new(Scan(_temp.Path));
        Assert.Equal("hello", fs.File.ReadAllText("/f"));
        Shell.Run(change, _temp.Path);
        Assert.Contains(_temp["f"], Assert.Throws<IOException>(() => fs.File.ReadAllText("/f")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_WhatSystemIoCannotWrite_IsNamedOrRefused()
    {
        Layer layer = new LayerBuilder()
            .AddSpecial("fifo", NodeKind.Fifo)
            .AddFile("a", "x", Metadata.DefaultFile with { Mode = 0x9ED, Uid = 7, Xattrs = XattrSet.Empty.With("user.x", "y"u8) })
            .AddHardLink("b", "a")
            .Build();
        ExportReport report = Export(new UnionFileSystem(layer));
        Assert.Equal(1, report.Skipped);
        Assert.Equal(2, report.Files);
        Assert.Equal(9, report.WarningCount);
        Layer odd = new LayerBuilder().AddFile("odd-\udcff", "x").Build();
        Assert.Contains("UTF-8", Assert.Throws<IOException>(() => Export(new UnionFileSystem(odd), "out2")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_LinkInTheDestination_IsRefused()
    {
        Shell.Run("mkdir out outside; ln -s ../outside out/d", _temp.Path);
        Layer layer = new LayerBuilder().AddFile("d/f", "x").Build();
        Assert.Throws<IOException>(() => Export(new UnionFileSystem(layer), options: new ExportOptions { Overwrite = true }));
        Assert.Empty(Directory.GetFileSystemEntries(_temp["outside"]));
    }

    [Fact]
    public void Export_OverTheLayersOwnDirectory_KeepsTheContents()
    {
        Shell.Run("printf content > f; ln -s f l", _temp.Make("out"));
        UnionFileSystem fs = new(Scan(_temp["out"]));
        fs.File.AppendAllText("/f", " and more");
        Export(fs, options: new ExportOptions { Overwrite = true });
        Assert.Equal("content and more", File.ReadAllText(_temp["out/f"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(_temp["out"]).Length);
    }

    [Theory]
    [InlineData("NUL", true)]
    [InlineData("nul .txt", true)]
    [InlineData("com1.a.b", true)]
    [InlineData("COM", false)]
    [InlineData("COMA", false)]
    [InlineData("null", false)]
    public void Names_ThatAreWindowsDevices_AreKnown(string name, bool device) => Assert.Equal(device, PortableName.IsWindowsDevice(name));

    private static Layer Scan(string path) => new PortableScan(path, new HostDirectoryOptions(), null, default).Run();

    private ExportReport Export(UnionFileSystem fs, string name = "out", ExportOptions? options = null)
    {
        var log = new ExportLog(null);
        new PortableExport(new ExportSource(fs, "/"), _temp[name], options ?? new ExportOptions(), log, default).Run();
        return log.Finish();
    }
}
