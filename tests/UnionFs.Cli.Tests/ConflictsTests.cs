using System.Text.Json;

namespace UnionFs.Cli.Tests;

/// <summary>`unionfs conflicts`.</summary>
public sealed class ConflictsTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Layers() =>
        ["-l", _folder.AddZip("a.zip", ("wall", "grey"), ("floor", "tiles"), ("x/y", "1")), "-l", _folder.AddZip("b.zip", ("wall", "sharp"), ("floor", "tiles"), ("x", "2"), ("WALL", "3"))];

    [Fact]
    public void Table_HasALineAPath_AndALineALayer()
    {
        string[] layers = Layers();
        ToolRun run = ToolRun.Of(["conflicts", .. layers]);
        (string a, string b) = (layers[1], layers[3]);
        string gap = new(' ', Math.Max(0, Math.Min(40, a.Length) - 4)), gap2 = new(' ', Math.Max(0, Math.Min(40, a.Length) - 5));
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Equal($"""
            contents   wins{gap} loses{gap2} path
            identical  {b} {a} /floor
            different  {b} {a} /wall
            clash      {b} {a} /x

                files     shown       win      lose redundant  layer
                    4         4         3         0         1  {b}
                    3         0         0         3         0  {a} (redundant)
            differ in case alone: /: /WALL ({b}), /wall ({b}), /wall ({a})

            """.ReplaceLineEndings("\n"), run.Output);
    }

    [Fact]
    public void Json_HasALineAConflict_AndALineALayer()
    {
        ToolRun run = ToolRun.Of(["conflicts", .. Layers(), "--json"]);
        JsonElement wall = run.Json.Single(line => line.TryGetProperty("path", out JsonElement path) && path.GetString() == "/wall");
        Assert.Equal(("different", _folder.At("b.zip")), (wall.GetProperty("contents").GetString(), wall.GetProperty("winner").GetString()));
        Assert.Equal([true, false], wall.GetProperty("claims").EnumerateArray().Select(claim => claim.GetProperty("same").GetBoolean()));
        JsonElement low = run.Json.Single(line => line.TryGetProperty("layer", out JsonElement layer) && layer.GetString() == _folder.At("a.zip"));
        Assert.Equal((3, true), (low.GetProperty("loses").GetInt32(), low.GetProperty("isRedundant").GetBoolean()));
        Assert.Equal(3, low.GetProperty("overriddenBy")[0].GetProperty("files").GetInt32());
        Assert.Single(run.Json, line => line.TryGetProperty("spellings", out _));
    }

    [Fact]
    public void Html_IsWrittenToTheFile()
    {
        string[] layers = Layers();
        ToolRun run = ToolRun.Of(["conflicts", .. layers, "--html", _folder.At("report.html"), "--ignore-case"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"/wall\"", File.ReadAllText(_folder.At("report.html")), StringComparison.Ordinal);
        Assert.StartsWith("conflicts: ", ToolRun.Of(["conflicts", .. layers, "--html", _folder.At("none/report.html")]).ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void NoConflicts_PrintTheLayersAlone() =>
        Assert.Equal(2, ToolRun.Of("conflicts", "-l", _folder.AddZip("one.zip", ("f", ""))).Lines.Length);
}
