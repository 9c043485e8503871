namespace UnionFs.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("ls", "ls: Option '--layer' is required (see 'unionfs ls --help')")]
    [InlineData("ls -l", "ls: Required argument missing for option: '-l' (see 'unionfs ls --help')")]
    [InlineData("ls -l . -l", "ls: Option '-l' needs a source (see 'unionfs ls --help')")]
    [InlineData("ls -l . --frob", "ls: Unknown option '--frob' (see 'unionfs ls --help')")]
    [InlineData("ls -l . -Z", "ls: Unknown option '-Z' (see 'unionfs ls --help')")]
    [InlineData("cat -l .", "cat: Required argument 'PATH' missing for command: 'cat' (see 'unionfs cat --help')")]
    [InlineData("diff a", "diff: Required argument 'B' missing for command: 'diff' (see 'unionfs diff --help')")]
    [InlineData("export -l .", "export: Required argument 'DIR' missing for command: 'export' (see 'unionfs export --help')")]
    [InlineData("frob", "Unknown command or argument 'frob' (see 'unionfs --help')")]
    [InlineData("", "Required command was not provided (see 'unionfs --help')")]
    public void WrongCommandLine_AnyKind_OneLineAndExitCode2(string line, string error)
    {
        ToolRun run = ToolRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(error, run.ErrorLine);
    }

    [Fact]
    public void Operand_StartingWithDash_AllowedAfterSeparator()
    {
        using HostFolder folder = new HostFolder().Add("-Z", "dash");
        Assert.Equal("dash", ToolRun.Of("cat", "-l", folder.Path, "--", "-Z").Output);
    }

    [Fact]
    public void Operand_StartingWithAt_IsAPath()
    {
        using HostFolder folder = new HostFolder().Add("@f", "at");
        Assert.Equal("at", ToolRun.Of("cat", "-l", folder.Path, "@f").Output);
    }

    [Fact]
    public void Help_OfToolAndVerb_OnStandardOutput()
    {
        Assert.Contains("shell", ToolRun.Of("--help").Output, StringComparison.Ordinal);
        ToolRun run = ToolRun.Of("ls", "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("--digest", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_NobodyReads_QuietEnd()
    {
        var stderr = new StringWriter();
        int exitCode = CommandLine.Run(["shell", "-c", "help"], TextReader.Null, new BrokenStream(), stderr);
        Assert.Equal((0, ""), (exitCode, stderr.ToString()));
    }

    [Fact]
    public void Colours_OnTerminal_AroundNames()
    {
        using var stdout = new MemoryStream();
        CommandLine.Run(["shell", "-c", "mkdir /d; ls /"], TextReader.Null, stdout, TextWriter.Null, new Output.Terminal(false, true, false));
        Assert.Equal("\e[1;34md\e[0m\n", System.Text.Encoding.UTF8.GetString(stdout.ToArray()));
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new Output.BrokenPipeException();

        public override void Write(byte[] buffer, int offset, int count) => throw new Output.BrokenPipeException();
    }
}
