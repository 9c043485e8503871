using Xunit.Abstractions;

namespace UnionFs.Cli.Tests;

/// <summary>Export of a difference as overlayfs keeps it, and back.</summary>
public sealed class OverlayExportTests(ITestOutputHelper output) : IDisposable
{
    private readonly HostFolder _folder = new HostFolder().Add("low/d/f", "1").Add("low/d/g", "2").Add("low/x", "3").Add("mid/d/f", "changed").Add("mid/new/n", "4");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Export_DiffOfASession_MountedOverItsLayersIsTheUnion()
    {
        if (!Granted()) return;
        ToolRun run = ToolRun.Of("shell", "-l", _folder.At("low"), "-l", _folder.At("mid"), "-c",
            $"rm /x; rm -r /new; mkdir /new; echo fresh > /new/o; mv /d/g /g; export --diff --as overlay '{_folder.At("upper")}'; ls -R --json --digest /");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("c\n", _folder.Sh("stat -c %F upper/x | cut -c1"));
        Assert.Equal("d/f=changed g=2 new/o=fresh", Mounted("low", "mid", "upper"));
        Assert.Equal(Comparable(run), Comparable(ToolRun.Of("ls", "-R", "--json", "--digest", "-l", _folder.At("low"), "-l", _folder.At("mid"), "-l", "overlay:" + _folder.At("upper"))));
    }

    [Fact]
    public void Export_DiffAboveABase_HoldsTheLayersAboveIt()
    {
        if (!Granted()) return;
        ToolRun run = ToolRun.Of("export", "-l", _folder.At("low"), "-l", _folder.At("mid"), "--diff", "--as", "overlay", "--base", "1", _folder.At("upper"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("d/f\nnew/n\n", _folder.Sh("cd upper && find . -type f -printf '%P\\n' | sort"));
        Assert.Equal("d/f=changed d/g=2 new/n=4 x=3", Mounted("low", "upper"));
    }

    [Fact]
    public void Export_DiffWithUserXattrs_NeedsNoTrustedOnes()
    {
        if (!OperatingSystem.IsLinux()) return;
        ToolRun run = ToolRun.Of("shell", "-l", _folder.At("low"), "-c", $"rm -r /d; mkdir /d; export --diff --as overlay --userxattr '{_folder.At("upper")}'");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("user.overlay.opaque=\"y\"\n", _folder.Sh("getfattr --absolute-names -d -m - upper/d | grep overlay"));
    }

    [Theory]
    [InlineData("--diff --base 1", 2, "use --as overlay")]
    [InlineData("--diff --as overlay", 2, "--diff needs --base N")]
    [InlineData("--diff --as tar --base 1", 2, "unknown format 'tar'")]
    [InlineData("--as overlay", 2, "are for --diff")]
    [InlineData("--base 1", 2, "are for --diff")]
    [InlineData("--userxattr", 2, "is for --diff")]
    [InlineData("--diff --as overlay --base 2", 2, "from 0 to 1, not '2'")]
    [InlineData("--diff --as overlay --base x", 2, "from 0 to 1, not 'x'")]
    [InlineData("--diff --as overlay --base 1 --merge", 2, "without --merge")]
    public void Export_OptionsThatDoNotFit_AreRefusedAndNothingIsMade(string options, int exitCode, string problem)
    {
        ToolRun run = ToolRun.Of(["export", "-l", _folder.At("low"), .. options.Split(' '), _folder.At("out")]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(problem, run.ErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    /// <summary>What a real mount shows, in a namespace of its own.</summary>
    private string Mounted(params string[] directories)
    {
        string lowers = string.Join(':', directories.SkipLast(1).Reverse());
        return _folder.Sh($"""
            mkdir -p merged work
            unshare -m sh -ec 'mount -t overlay overlay -o lowerdir={lowers},upperdir={directories[^1]},workdir=work merged; cd merged; find . -type f -printf "%P\n" | sort | while read -r f; do echo "$f=$(cat "$f")"; done' | paste -sd' '
            """).Trim();
    }

    /// <summary>Not acceptable in CI.</summary>
    private bool Granted()
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess) return true;
        output.WriteLine("Skipped: needs root on Linux, for trusted. attributes and to mount.");
        Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
        return false;
    }

    private static string[] Comparable(ToolRun run) =>
        [.. run.Json.Select(entry => string.Join(' ', entry.EnumerateObject().Where(field => field.Name is not ("ino" or "layer" or "atime" or "ctime" or "btime")).Select(field => field.Value.GetRawText())))];
}
