using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
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

    private static string[] Changes(string[] lines) =>
        [.. lines.Select(line => line.Replace("content, times", "content", StringComparison.Ordinal)).Where(line => !line.EndsWith("(times)", StringComparison.Ordinal))];

    private void Write(string name, string tag, string command, params (string Path, string Text)[] files)
    {
        byte[] layer = Tar(files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text))));
        string config = $$$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:{{{Convert.ToHexStringLower(SHA256.HashData(layer))}}}"]},"history":[{"created_by":"{{{command}}}"}]}""";
        string manifest = $$"""[{"Config":"config.json","RepoTags":["{{tag}}"],"Layers":["layer.tar"]}]""";
        File.WriteAllBytes(_folder.At(name), Tar([("layer.tar", layer), ("config.json", Encoding.UTF8.GetBytes(config)), ("manifest.json", Encoding.UTF8.GetBytes(manifest))]));
    }

    private static byte[] Tar(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach ((string path, byte[] bytes) in files)
            {
                var entry = new UstarTarEntry(path.EndsWith('/') ? TarEntryType.Directory : TarEntryType.RegularFile, path) { ModificationTime = DateTimeOffset.UnixEpoch };
                if (entry.EntryType == TarEntryType.RegularFile) entry.DataStream = new MemoryStream(bytes);
                writer.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }
}
