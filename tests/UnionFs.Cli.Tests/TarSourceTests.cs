namespace UnionFs.Cli.Tests;

public sealed class TarSourceTests : IDisposable
{
    private readonly HostFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x.tar", "tar -cf x.tar -C t .")]
    [InlineData("x.tar.gz", "tar -cf - -C t . | gzip -n > x.tar.gz")]
    [InlineData("x.tar.gz", "tar -cf - --format=posix -C t . | gzip -n > x.tar.gz")]
    [InlineData("odd-name", "tar -cf odd-name --format=v7 -C t .")]
    public void Tar_UnderAnyName_IsALayer(string name, string command)
    {
        _folder.Add("t/d/f", "tar").Add("base/d/f", "base").Add("base/d/g", "kept");
        _folder.Sh(command);
        ToolRun run = ToolRun.Of("cat", "-l", _folder.At("base"), "-l", _folder.At(name), "/d/f", "/d/g");
        Assert.Equal((0, "tarkept", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Tar_OfZstd_IsALayer_AndADiff()
    {
        _folder.Add("t/d/f", "tar").Add("t/d/.wh.g", "").Add("base/d/g", "base");
        _folder.Sh("tar -cf x.tar -C t d");
        using (var zstd = new ZstdSharp.Compressor()) File.WriteAllBytes(_folder.At("x.tar.zst"), zstd.Wrap(File.ReadAllBytes(_folder.At("x.tar"))).ToArray());
        Assert.Equal("tarbase", ToolRun.Of("cat", "-l", _folder.At("base"), "-l", _folder.At("x.tar.zst"), "/d/f", "/d/g").Output);
        ToolRun diff = ToolRun.Of("cat", "-l", _folder.At("base"), "-l", "oci-layer:" + _folder.At("x.tar.zst"), "/d/f", "/d/g");
        Assert.Equal((1, "tar"), (diff.ExitCode, diff.Output));
    }

    [Fact]
    public void OciLayer_HasWhiteouts_APlainTarHasNot()
    {
        _folder.Add("base/gone", "1").Add("base/d/old", "1").Add("t/.wh.gone", "").Add("t/d/.wh..wh..opq", "").Add("t/d/new", "2");
        _folder.Sh("tar -cf t.tar -C t .wh.gone d");
        Assert.Equal(["/:", "d", "/d:", "new"], ToolRun.Of("ls", "-R", "-l", _folder.At("base"), "-l", "oci-layer:" + _folder.At("t.tar")).Lines.Where(line => line.Length > 0));
        Assert.Contains(".wh.gone", ToolRun.Of("ls", "-l", _folder.At("base"), "-l", _folder.At("t.tar")).Lines);
        Assert.Contains("oci-layer:", ToolRun.Of("which", "-l", _folder.At("base"), "-l", "oci-layer:" + _folder.At("t.tar"), "/d/new").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_AreTold_AndAreNoErrors()
    {
        _folder.Add("a/f", "1");
        _folder.Sh("tar -cf t.tar -C a f && tar -rf t.tar -C a f");
        ToolRun run = ToolRun.Of("cat", "-l", _folder.At("t.tar"), "/f");
        Assert.Equal((0, "1"), (run.ExitCode, run.Output));
        Assert.Contains("warning", run.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("'f'", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_IsNamed()
    {
        _folder.Add("a/f", new string('x', 5000));
        _folder.Sh("tar -cf t.tar -C a f; head -c 3000 t.tar > cut.tar; gzip -n t.tar; head -c 60 t.tar.gz > cut.tar.gz; printf hello > text.tar; : > empty.tar");
        foreach (string name in new[] { "cut.tar", "cut.tar.gz", "text.tar", "oci-layer:none.tar" })
        {
            ToolRun run = ToolRun.Of("ls", "-l", name.StartsWith("oci-", StringComparison.Ordinal) ? name : _folder.At(name));
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains(name, run.ErrorLine, StringComparison.Ordinal);
        }
        Assert.Equal((0, ""), (ToolRun.Of("ls", "-l", _folder.At("empty.tar")).ExitCode, ToolRun.Of("ls", "-l", _folder.At("empty.tar")).Output));
    }
}
