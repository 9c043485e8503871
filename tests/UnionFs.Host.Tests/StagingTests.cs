using System.Globalization;
using UnionFs.Host.Tests.Support;

namespace UnionFs.Host.Tests;

/// <summary>What an export shows before it is complete, and what becomes of those that never were. Killing the process itself: UnionFs.Cli.Tests.</summary>
public sealed class StagingTests : IDisposable
{
    private const string Abandoned = ".unionfs-1-0123456789abcdef";

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Export_MissingOrEmptyDestination_AppearsWhole(bool isThere)
    {
        if (isThere) _temp.Make("out");
        var seen = new List<string>();
        HostExport.Export(Many(), "/", _temp["out"], progress: new Sink(_ => seen.Add(Names("out"))));
        // The last report is the one after everything.
        Assert.True(seen.Count > 1);
        Assert.All(seen.SkipLast(1), each => Assert.Equal("", each));
        Assert.Equal(300, Directory.GetFiles(_temp["out"]).Length);
        Assert.Equal("out", Names("."));
    }

    [Fact]
    public void Export_Cancelled_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        UnionFileSystem fs = Many();
        // Depth and closed directories are in the way of whoever removes it.
        fs.Directory.CreateDirectory("/" + string.Join('/', Enumerable.Repeat("deep", 400)));
        fs.Posix.Chmod("/deep/deep", 0).ThrowIfError("/deep/deep");
        Assert.ThrowsAny<OperationCanceledException>(() => HostExport.Export(fs, "/", _temp["out"], progress: new Sink(_ => cancel.Cancel()), ct: cancel.Token));
        Assert.Equal("", Names("."));
    }

    [Fact]
    public void Export_DestinationIsFilledMeanwhile_IsRefusedAndLeftAlone()
    {
        var fill = new Sink(_ => Shell.Run("mkdir -p out; echo mine > out/f", _temp.Path));
        Assert.Contains(_temp["out"], Assert.Throws<IOException>(() => HostExport.Export(Many(), "/", _temp["out"], progress: fill)).Message, StringComparison.Ordinal);
        Assert.Equal("f out", Names("out") + " " + Names("."));
    }

    [Fact]
    public void Export_WorkingDirectory_StaysTheSameDirectory()
    {
        string inode = Shell.Run("mkdir out; stat -c %i out", _temp.Path);
        HostExport.Export(Many(), "/", _temp["out/."]);
        Assert.Equal(inode, Shell.Run("stat -c %i out", _temp.Path));
        Assert.Equal(300, Directory.GetFileSystemEntries(_temp["out"]).Length);
    }

    [Fact]
    public void Export_AfterAKilledOne_RemovesItsDirectory()
    {
        Shell.Run($"mkdir -p {Abandoned}/a/b/c; touch {Abandoned}/a/b/f; chmod 0 {Abandoned}/a/b; chmod 1700 {Abandoned}", _temp.Path);
        HostExport.Export(Many(), "/", _temp["out"]);
        Assert.Equal("out", Names("."));
    }

    [Fact]
    public void Export_DirectoryThatOnlyHasTheNameOfAStage_IsLeftAlone()
    {
        Shell.Run($"mkdir -m 0700 {Abandoned}; mkdir -m 1700 .unionfs-mine; touch {Abandoned}/f .unionfs-mine/f", _temp.Path);
        HostExport.Export(Many(), "/", _temp["out"]);
        Assert.Equal($"{Abandoned} .unionfs-mine out", Names("."));
    }

    [Fact]
    public void Export_WhileAnotherIsAtWork_LeavesItsDirectoryAlone()
    {
        var other = new Sink(count => { if (count == 256) HostExport.Export(Many(), "/", _temp["other"]); });
        HostExport.Export(Many(), "/", _temp["out"], progress: other);
        Assert.Equal("other out", Names("."));
        Assert.Equal(300, Directory.GetFiles(_temp["out"]).Length);
    }

    [Fact]
    public void Merge_AfterAKilledOne_RemovesItsFilesAndNothingElse()
    {
        Shell.Run($"mkdir -p out/d/e; cd out/d; echo half > {Abandoned}; mkfifo .unionfs-7fffffff-1; ln -s / .unionfs-7fffffff-2; touch .unionfs-x old; mkdir .unionfs-1-1; cp {Abandoned} e", _temp.Path);
        HostExport.Export(new UnionFileSystem(new LayerBuilder().AddFile("d/f", "x").Build()), "/", _temp["out"], new ExportOptions { Merge = true });
        Assert.Equal(".unionfs-1-1 .unionfs-x e f old", Names("out/d"));
        // Where the export does not come by, it removes nothing.
        Assert.Equal(Abandoned, Names("out/d/e"));
    }

    [Fact]
    public void Overwrite_TheSameFilesFromManyAtOnce_NobodyFailsAndEachFileIsOneOfThem()
    {
        UnionFileSystem[] trees = [.. Enumerable.Range(0, 4).Select(i => Many((char)('a' + i)))];
        HostExport.Export(trees[0], "/", _temp["out"]);
        Parallel.ForEach(trees, tree => HostExport.Export(tree, "/", _temp["out"], new ExportOptions { Overwrite = true }));
        Assert.Equal(300, Directory.GetFileSystemEntries(_temp["out"]).Length);
        Assert.All(Directory.GetFiles(_temp["out"]), path => Assert.Single(File.ReadAllText(path).Distinct()));
    }

    private static UnionFileSystem Many(char text = 'x')
    {
        var fs = new UnionFileSystem();
        for (int i = 0; i < 300; i++) fs.File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/a{i:D3}"), new string(text, 5000));
        return fs;
    }

    private string Names(string directory) =>
        Directory.Exists(_temp[directory]) ? string.Join(' ', Directory.GetFileSystemEntries(_temp[directory]).Select(Path.GetFileName).Order(StringComparer.Ordinal)) : "";

    private sealed class Sink(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
