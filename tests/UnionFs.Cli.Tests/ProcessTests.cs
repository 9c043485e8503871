namespace UnionFs.Cli.Tests;

/// <summary>What only a process shows: raw arguments, standard input in bytes, a pipe that breaks.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly HostFolder _folder = new HostFolder().Add("in/f", "hello\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Process_CatThroughPipe_BytesAndExitCode() =>
        Assert.Equal("hello\n0\n", _folder.Sh($"{Dotnet} cat -l in /f; echo $?"));

    [Fact]
    public void Process_ArgumentThatIsNoUtf8_FindsTheFile()
    {
        _folder.Sh("printf raw > \"in/$(printf '\\377')\"");
        Assert.Equal("raw", _folder.Sh($"{Dotnet} cat -l in \"/$(printf '\\377')\""));
    }

    [Fact]
    public void Process_ScriptWithBytes_KeepsThem() =>
        Assert.Equal("{\"path\":\"/\\udcff\"", _folder.Sh($"printf 'write /\\377 x\\nls --json /\\n' | {Dotnet} shell | cut -d, -f1").Trim());

    [Fact]
    public void Process_BrokenPipe_SaysNothing() =>
        Assert.Equal("y\n", _folder.Sh($"yes | head -c 30000000 > in/big; {Dotnet} cat -l in /big 2>err | head -1; cat err"));

    [Fact]
    public void Process_Error_OneLineOnStandardError() =>
        Assert.Equal("1 unionfs: cat: /nope: No such file or directory\n", _folder.Sh($"{Dotnet} cat -l in /nope 2>err; echo \"$? $(cat err)\""));

    [Fact]
    public void Process_OutputsThatShareAFile_FollowEachOther() =>
        Assert.Equal("hello\nhello\n", _folder.Sh($"({Dotnet} cat -l in /f; {Dotnet} cat -l in /f) > out; cat out"));

    /// <summary>The tool as it was built beside the tests.</summary>
    private static string Dotnet => $"dotnet '{typeof(CommandLine).Assembly.Location}'";
}
