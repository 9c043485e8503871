namespace UnionFs.Cli.Tests;

/// <summary>`--ignore-case`, wherever layers are given.</summary>
public sealed class IgnoreCaseTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Layers()
    {
        _folder.Add("base/Maps/one", "one").Add("base/readme", "base").Add("mod/maps/ONE", "two").Add("mod/README", "mod");
        return ["-l", _folder.At("base"), "-l", _folder.At("mod")];
    }

    [Fact]
    public void Cat_OfAnySpelling_PrintsTheUpper()
    {
        string[] layers = Layers();
        Assert.Equal("modtwo", ToolRun.Of(["cat", .. layers, "--ignore-case", "/ReadMe", "/MAPS/one"]).Output);
        Assert.Equal("base", ToolRun.Of(["cat", .. layers, "/readme"]).Output);
    }

    [Fact]
    public void Ls_ShowsEachNameOnce()
    {
        string[] layers = Layers();
        ToolRun run = ToolRun.Of(["ls", .. layers, "--ignore-case", "/"]);
        Assert.Equal(("README\nmaps\n", ""), (run.Output, run.Error));
        Assert.Equal(["Maps", "README", "maps", "readme"], ToolRun.Of(["ls", .. layers]).Lines);
    }

    [Fact]
    public void Which_OfAnySpelling_NamesThePathAndTheLayers()
    {
        ToolRun run = ToolRun.Of(["which", .. Layers(), "--ignore-case", "--json", "/MAPS/One"]);
        Assert.Contains("/maps/ONE", run.Output, StringComparison.Ordinal);
        Assert.Contains(_folder.At("base"), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Layer_WithNamesThatCollide_IsWarnedOf()
    {
        string zip = _folder.AddZip("mod.pk3", ("a/x", "1"), ("A/y", "2"), ("f", "3"), ("F", "4"));
        ToolRun run = ToolRun.Of("ls", "-l", zip, "--ignore-case", "-R");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"unionfs: warning: /: /A ({zip}), /a ({zip}): names that differ in case alone\n"
            + $"unionfs: warning: /: /F ({zip}), /f ({zip}): names that differ in case alone\n", run.Error);
        Assert.Equal("", ToolRun.Of("ls", "-l", zip).Error);
    }

    [Fact]
    public void Layer_WithManyNamesThatCollide_IsWarnedOfInAFewLines()
    {
        string zip = _folder.AddZip("mod.pk3", [.. Enumerable.Range(0, 12).SelectMany(i => new[] { ($"a{i}", ""), ($"A{i}", "") })]);
        string[] lines = ToolRun.Of("ls", "-l", zip, "--ignore-case").Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(11, lines.Length);
        Assert.Equal("unionfs: warning: 2 more names that differ in case alone", lines[^1]);
    }

    [Fact]
    public void Shell_MovesANameToAnotherSpelling()
    {
        string script = "mv MAPS Maps; mv readme ReadMe; ln ReadMe two; mv TWO Two; mv -n two TWO; ls; ls maps; cat MAPS/one";
        ToolRun run = ToolRun.Of(["shell", .. Layers(), "--ignore-case", "-c", script]);
        Assert.Equal("", run.Error);
        Assert.Equal("Maps\nReadMe\nTWO\nONE\ntwo", run.Output);
    }

    [Fact]
    public void Export_WritesEachNameOnce()
    {
        ToolRun run = ToolRun.Of(["export", .. Layers(), "--ignore-case", "--no-owners", _folder.At("out")]);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Equal("README maps", string.Join(' ', Directory.EnumerateFileSystemEntries(_folder.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }
}
