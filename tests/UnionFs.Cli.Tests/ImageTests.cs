using System.Text.Json;

namespace UnionFs.Cli.Tests;

public sealed class ImageTests : IDisposable
{
    private readonly HostFolder _folder = new();
    private readonly string _image;

    public ImageTests()
    {
        Write("app.tar", "example/app:v1", "RUN base", ("etc/", ""), ("etc/motd", "base\n"), ("etc/gone", "1234"), ("usr/", ""), ("usr/big", new string('x', 1000)));
        _image = "docker-archive:" + _folder.At("app.tar");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Image_AsLayers_ListedReadAndExplained()
    {
        Assert.Equal(["etc", "usr"], ToolRun.Of("ls", "-l", _image).Lines);
        Assert.Equal("base\n", ToolRun.Of("cat", "-l", _image + ":example/app:v1", "/etc/motd").Output);
        Assert.Matches("^provides sha256:[0-9a-f]{64} RUN base  \\(file 5 bytes\\)$", ToolRun.Of("which", "-l", _image, "/etc/motd").Lines[0]);
        _folder.Add("over/etc/motd", "over\n");
        Assert.Equal("over\n", ToolRun.Of("cat", "-l", _image, "-l", _folder.At("over"), "/etc/motd").Output);
        ToolRun export = ToolRun.Of("export", "-l", _image, _folder.At("out"), "--no-owners");
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal("base\n", File.ReadAllText(_folder.At("out/etc/motd")));
    }

    [Fact]
    public void Cat_ReadsNoLayerBelowTheFile()
    {
        Assert.Equal(0, ToolRun.Of("shell", "-l", _image, "-c", "write /etc/motd new", "--commit", $"oci:{_folder.At("out")}:v2").ExitCode);
        foreach (string blob in Directory.GetFiles(_folder.At("out/blobs/sha256")))
            if (new FileInfo(blob).Length > 1000 && File.ReadAllBytes(blob) is not [(byte)'{', ..]) File.Delete(blob);
        Assert.Equal("new", ToolRun.Of("cat", "-l", $"oci:{_folder.At("out")}:v2", "/etc/motd").Output);
        ToolRun below = ToolRun.Of("cat", "-l", $"oci:{_folder.At("out")}:v2", "/usr/big");
        Assert.NotEqual(0, below.ExitCode);
        Assert.Contains("the blob is missing", below.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shell_Commit_OneLayerMore_SameBlobsBelow()
    {
        ToolRun run = ToolRun.Of("shell", "-l", _image, "-c", "rm /etc/gone; write /etc/motd new", "--commit", $"oci:{_folder.At("out")}:v2");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^sha256:[0-9a-f]{64}\n$", run.Output);
        string committed = $"oci:{_folder.At("out")}:v2";
        Assert.Equal(["removed  /etc/gone", "modified /etc/motd (content)"], Changes(ToolRun.Of("diff", _image, committed).Lines));
        JsonElement[] layers = [.. ToolRun.Of("inspect", "--json", committed).Json.Where(line => line.TryGetProperty("layer", out _))];
        Assert.Equal(["RUN base", "unionfs shell -c rm /etc/gone; write /etc/motd new"], layers.Select(layer => layer.GetProperty("createdBy").GetString()));
        Assert.Equal(ToolRun.Of("inspect", "--json", _image).Json[1].GetProperty("layer").GetString(), layers[0].GetProperty("layer").GetString());
    }

    [Fact]
    public void Shell_CommitOfLayersOnTop_EachIsALayer()
    {
        _folder.Add("over/etc/motd", "over\n");
        ToolRun run = ToolRun.Of("shell", "-l", _image, "-l", _folder.At("over"), "-c", "write /new 1", "--commit", $"docker-archive:{_folder.At("out.tar")}:app:v2");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string committed = "docker-archive:" + _folder.At("out.tar");
        Assert.Equal("over\n", ToolRun.Of("cat", "-l", committed, "/etc/motd").Output);
        Assert.Equal(3, ToolRun.Of("inspect", "--json", committed).Json.Count(line => line.TryGetProperty("layer", out _)));
    }

    [Fact]
    public void Shell_CommitAfterAFailure_WritesNothing()
    {
        ToolRun run = ToolRun.Of("shell", "-l", _image, "-c", "rm /nope", "--commit", $"oci:{_folder.At("out")}:v2");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void Shell_CommitWhatALayerCannotHold_RefusedByName()
    {
        ToolRun run = ToolRun.Of("shell", "-l", _image, "-c", "write /.wh.x 1", "--commit", $"oci:{_folder.At("out")}:v2");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(".wh.x", run.ErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void Inspect_WastedBytes_OverwrittenAndRemoved()
    {
        ToolRun.Of("shell", "-l", _image, "-c", "rm /etc/gone; write /usr/big 1", "--commit", $"oci:{_folder.At("out")}:v2");
        IReadOnlyList<JsonElement> lines = ToolRun.Of("inspect", "--json", $"oci:{_folder.At("out")}:v2").Json;
        Assert.Equal(1004, lines[0].GetProperty("wasted").GetInt64());
        Assert.Equal(["/usr/big", "/etc/gone"], lines.Where(line => line.TryGetProperty("path", out _)).Select(line => line.GetProperty("path").GetString()));
        string[] text = ToolRun.Of("inspect", $"oci:{_folder.At("out")}:v2").Lines;
        Assert.Contains("efficiency 0.6 %", text);
        Assert.Contains("          1000 bytes wasted in 1 layer: /usr/big", text);
    }

    [Fact]
    public void Copy_BetweenTransports_SameImage()
    {
        ToolRun copy = ToolRun.Of("copy", _image, $"oci-archive:{_folder.At("oci.tar")}:v1");
        Assert.Equal((0, ""), (copy.ExitCode, copy.Error));
        Assert.Equal("", ToolRun.Of("diff", _image, $"oci-archive:{_folder.At("oci.tar")}").Output);
    }

    [Fact]
    public void Diff_TwoImagesOfOneBase_ByPath_MetadataAlsoAlone()
    {
        Commit("one", "mkdir /opt; write /opt/x 1; write /opt/same 1; chmod 700 /usr");
        Commit("two", "mkdir /opt; write /opt/x 2; write /opt/same 1; chown 7:8 /etc/motd; rm /etc/gone");
        ToolRun diff = ToolRun.Of("diff", At("one"), At("two"));
        Assert.Equal((0, ""), (diff.ExitCode, diff.Error));
        Assert.Equal(["removed  /etc/gone", "modified /etc/motd (owner)", "modified /opt/x (content)", "modified /usr (mode)"], Changes(diff.Lines));
        Assert.Equal("", ToolRun.Of("diff", At("one"), At("one")).Output);
    }

    [Fact]
    public void Which_NamesTheLayerByDigestAndCommand()
    {
        Commit("one", "write /etc/motd new; rm /etc/gone");
        string[] layers = [.. ToolRun.Of("inspect", "--json", At("one")).Json.Where(line => line.TryGetProperty("layer", out _)).Select(line => line.GetProperty("layer").GetString()!)];
        string[] lines = ToolRun.Of("which", "-l", At("one"), "/etc/motd").Lines;
        Assert.Equal($"provides {layers[1]} unionfs shell -c write /etc/motd new; rm /etc/gone  (file 3 bytes)", lines[0]);
        Assert.Equal($"hidden   {layers[0]} RUN base  (file 5 bytes)", lines[1]);
        Assert.StartsWith($"whiteout {layers[1]} ", ToolRun.Of("which", "-l", At("one"), "/etc/gone").Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Squash_ImageOfSeveralLayers_OneWithTheSameFiles()
    {
        Commit("two", "rm /etc/gone; write /etc/motd new; mkdir /opt");
        ToolRun squash = ToolRun.Of("squash", At("two"), At("flat"));
        Assert.Equal((0, ""), (squash.ExitCode, squash.Error));
        Assert.Matches("^sha256:[0-9a-f]{64}\n$", squash.Output);
        Assert.Equal(squash.Output, ToolRun.Of("squash", At("two"), At("again")).Output);
        Assert.Equal("", ToolRun.Of("diff", At("two"), At("flat")).Output);
        Assert.Equal(["unionfs squash"], Layers("flat"));
        ToolRun.Of("squash", At("two"), At("kept"), "--from", "1");
        Assert.Equal(["RUN base", "unionfs shell -c rm /etc/gone; write /etc/motd new; mkdir /opt"], Layers("kept"));
        ToolRun wrong = ToolRun.Of("squash", At("two"), At("none"), "--from", "3");
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("2 layers, not 3", wrong.ErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("none")));
    }

    [Fact]
    public void Rebase_OntoAnotherBase_ConflictsToldAndStrictWritesNothing()
    {
        Write("next.tar", "example/app:v2", "RUN next", ("etc/", ""), ("etc/motd", "next\n"), ("usr/", ""), ("usr/big", new string('x', 1000)), ("usr/more", "1"));
        string onto = "docker-archive:" + _folder.At("next.tar");
        Commit("app", "write /etc/motd own; rm /etc/gone; write /usr/own 1");
        ToolRun strict = ToolRun.Of("rebase", At("app"), "--onto", onto, "--old-base", _image, At("none"), "--strict");
        Assert.Equal((1, ""), (strict.ExitCode, strict.Output));
        Assert.Contains("2 conflicts, nothing was written", strict.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("none")));

        ToolRun rebase = ToolRun.Of("rebase", At("app"), "--onto", onto, "--from", "1", At("moved"));
        Assert.Equal(0, rebase.ExitCode);
        Assert.Equal(
            "unionfs: warning: conflict: /etc/gone: removed, but the new base does not have it\nunionfs: warning: conflict: /etc/motd: replaced, but the bases differ (Content)\n", rebase.Error);
        Assert.Equal("own", ToolRun.Of("cat", "-l", At("moved"), "/etc/motd").Output);
        Assert.Equal("1", ToolRun.Of("cat", "-l", At("moved"), "/usr/more").Output);
        Assert.Equal("RUN next", Layers("moved")[0]);
        IReadOnlyList<JsonElement> json = ToolRun.Of("rebase", At("app"), "--onto", onto, "--from", "1", At("moved"), "--json").Json;
        Assert.Equal(["nothing-to-remove", "replaces"], json.Take(2).Select(line => line.GetProperty("conflict").GetString()));
        Assert.Equal(rebase.Output.TrimEnd(), json[2].GetProperty("digest").GetString());

        Assert.Equal(2, ToolRun.Of("rebase", At("app"), "--onto", onto, "--from", "1", "--old-base", _image, At("none")).ExitCode);
        Assert.Contains("no layer in common", ToolRun.Of("rebase", At("app"), "--onto", onto, At("none")).ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker-archive:no-such.tar", "no-such.tar")]
    [InlineData("oci:no-such-dir", "no-such-dir")]
    [InlineData("docker://", "docker://")]
    [InlineData("docker://UPPER/x y", "UPPER")]
    public void Image_ThatIsNothing_NamedInTheError(string source, string named)
    {
        ToolRun run = ToolRun.Of("ls", "-l", source);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongUse_ExitCode2()
    {
        Assert.Equal(2, ToolRun.Of("ls", "-l", _image, "--platform", "linux").ExitCode);
        Assert.Equal(2, ToolRun.Of("shell", "-l", _folder.Path, "-c", "ls", "--commit", "oci:x").ExitCode);
        Assert.Contains("no image for linux/s390x", ToolRun.Of("ls", "-l", _image, "--platform", "linux/s390x").ErrorLine, StringComparison.Ordinal);
    }

    private string At(string name) => $"oci:{_folder.At(name)}:v";

    private string[] Layers(string name) => [.. ToolRun.Of("inspect", "--json", At(name)).Json.Where(line => line.TryGetProperty("layer", out _)).Select(line => line.GetProperty("createdBy").GetString()!)];

    private void Commit(string name, string script)
    {
        ToolRun run = ToolRun.Of("shell", "-l", _image, "-c", script, "--commit", At(name));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private static string[] Changes(string[] lines) =>
        [.. lines.Select(line => line.Replace("content, times", "content", StringComparison.Ordinal)).Where(line => !line.EndsWith("(times)", StringComparison.Ordinal))];

    private void Write(string name, string tag, string command, params (string Path, string Text)[] files) => ImageFile.Write(_folder.At(name), tag, command, files);
}
