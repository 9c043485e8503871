using System.Text;
using System.Text.Json;
using UnionFs.Tests.Shared;
using Xunit.Abstractions;

namespace UnionFs.Cli.Tests;

public sealed class SourceTests(ITestOutputHelper output) : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Zip_OverDirectory_IsOnTop()
    {
        _folder.Add("base/readme", "base").Add("base/only", "here");
        string zip = _folder.AddZip("mod.pk3", ("readme", "mod"), ("maps/e1m1", "map"));
        ToolRun run = ToolRun.Of("cat", "-l", _folder.At("base"), "-l", zip, "/readme", "/only", "/maps/e1m1");
        Assert.Equal((0, "modheremap"), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Zip_UnderDirectory_IsHidden()
    {
        _folder.Add("top/readme", "top");
        string zip = _folder.AddZip("lib.jar", ("readme", "zip"));
        Assert.Equal("top", ToolRun.Of("cat", "-l", zip, "-l", _folder.At("top"), "/readme").Output);
    }

    [Fact]
    public void Zip_EntryThatEscapes_RefusedByName()
    {
        string zip = _folder.AddZip("evil.zip", ("../evil", "x"));
        ToolRun run = ToolRun.Of("ls", "-l", zip);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("../evil", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void SevenZip_IsASource()
    {
        _folder.Add("in/a/readme", "packed");
        string archive = _folder.At("mod.7z");
        if (!SevenZip.TryPack(output, _folder.At("in"), archive)) return;
        Assert.Equal("packed", ToolRun.Of("cat", "-l", archive, "/a/readme").Output);
        File.WriteAllBytes(archive, File.ReadAllBytes(archive)[..^3]);
        ToolRun cut = ToolRun.Of("ls", "-l", archive);
        Assert.Equal(1, cut.ExitCode);
        Assert.Contains("mod.7z", cut.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mod.rar", "Rar!\u001A\u0007\u0001\u0000")]
    [InlineData("mod.rar", "Rar!\u001A\u0007\u0000")]
    [InlineData("mod.7z", "7z\u00BC\u00AF\u0027\u001C")]
    public void SolidArchive_CutOffAtOnce_IsRefusedByName(string name, string start)
    {
        File.WriteAllBytes(_folder.At(name), Encoding.Latin1.GetBytes(start));
        ToolRun run = ToolRun.Of("ls", "-l", _folder.At(name));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(name, run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-source")]
    [InlineData("overlay:no-such-source")]
    [InlineData("")]
    public void Source_ThatIsNothing_NamedInTheError(string source)
    {
        ToolRun run = ToolRun.Of("ls", "-l", source);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(source.Length == 0 ? "''" : "no-such-source", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_FileThatIsNoArchive_NamedInTheError()
    {
        _folder.Add("text", "hello");
        Assert.Contains(_folder.At("text"), ToolRun.Of("ls", "-l", _folder.At("text")).ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_EmptyUpper_ChangesNothing()
    {
        _folder.Add("low/f", "1");
        Directory.CreateDirectory(_folder.At("upper"));
        ToolRun run = ToolRun.Of("ls", "-l", _folder.At("low"), "-l", "overlay:" + _folder.At("upper"));
        // Only root sees the attributes of an overlay; anybody else is told so.
        if (run.ExitCode == 0) Assert.Equal("f\n", run.Output);
        else Assert.Contains("upper", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_TwoDirectories_EveryKindOfChange()
    {
        _folder.Add("a/same", "1").Add("a/edited", "1").Add("a/gone", "1").Add("a/kind", "1");
        _folder.Add("b/same", "1").Add("b/edited", "2").Add("b/new", "1").Add("b/kind/x", "1");
        _folder.Sh("touch -d @1 a/* a b/* b/kind/* b; chmod 600 b/same");
        ToolRun run = ToolRun.Of("diff", _folder.At("a"), _folder.At("b"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["modified /edited (content)", "removed  /gone", "replaced /kind", "added    /kind/x", "added    /new", "modified /same (mode)"], run.Lines);
        JsonElement first = ToolRun.Of("diff", "--json", _folder.At("a"), _folder.At("b")).Json[0];
        Assert.Equal("""{"path":"/edited","change":"modified","type":"file","from":null,"parts":["content"]}""", first.GetRawText());
    }

    [Fact]
    public void Diff_OnlyAccessTimes_Nothing()
    {
        _folder.Add("a/f", "1");
        _folder.Sh("cp -a a b; touch -a -d @5 b/f b");
        Assert.Equal("", ToolRun.Of("diff", _folder.At("a"), _folder.At("b")).Output);
    }

    [Fact]
    public void Export_Union_RoundTripsByJson()
    {
        _folder.Add("a/d/f", "1").Add("b/d/g", "22");
        _folder.Sh("ln -s f b/d/l; ln b/d/g b/d/h; printf 3 > \"b/$(printf '\\351t\\351')\"; mkfifo b/p; chmod 0751 b/d; touch -d @7.123456789 b/d");
        ToolRun export = ToolRun.Of("export", "-l", _folder.At("a"), "-l", _folder.At("b"), _folder.At("out"));
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal(
            Comparable(ToolRun.Of("ls", "-R", "--json", "--digest", "-l", _folder.At("a"), "-l", _folder.At("b"))),
            Comparable(ToolRun.Of("ls", "-R", "--json", "--digest", "-l", _folder.At("out"))));
    }

    [Fact]
    public void Export_DirectoryThatIsNotEmpty_RefusedUnlessMerged()
    {
        _folder.Add("a/f", "1").Add("out/g", "2");
        ToolRun run = ToolRun.Of("export", "-l", _folder.At("a"), _folder.At("out"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("export: ", run.ErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("out/f")));
        Assert.Equal(0, ToolRun.Of("export", "--merge", "-l", _folder.At("a"), _folder.At("out")).ExitCode);
        Assert.Equal("1", File.ReadAllText(_folder.At("out/f")));
    }

    [Fact]
    public void Repository_ItsOwnFolders_StackAndDiff()
    {
        string root = RepositoryRoot();
        string sources = Path.Combine(root, "src", "UnionFs"), tool = Path.Combine(root, "src", "UnionFs.Cli");
        ToolRun run = ToolRun.Of("shell", "-l", sources, "-l", tool, "-c", "rm -r /Nodes; mv /Program.cs /Main.cs; echo hi > /new; diff");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["renamed  /Program.cs -> /Main.cs", "removed  /Nodes", "added    /new"], run.Lines);
        Assert.Equal(
            Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories).Count(path => !path.Contains("/obj/", StringComparison.Ordinal)),
            ToolRun.Of("shell", "-l", sources, "-c", "find / -type f -name '*.cs'").Lines.Count(path => !path.Contains("/obj/", StringComparison.Ordinal)));
    }

    /// <summary>Inode numbers and layer names are a source's own.</summary>
    private static string[] Comparable(ToolRun run) =>
        [.. run.Json.Select(entry => string.Join(' ', entry.EnumerateObject().Where(field => field.Name is not ("ino" or "layer")).Select(field => field.Value.GetRawText())))];

    /// <summary>From the test assembly up: a deterministic build does not know where its sources were.</summary>
    private static string RepositoryRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "UnionFs.sln"))) directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("The tests run inside a checkout.");
    }
}
