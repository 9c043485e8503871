namespace UnionFs.Cli.Tests;

/// <summary>The language of the shell: words, quotes, redirection, errors.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData("echo a   b", "a b\n")]
    [InlineData("echo 'a   b'", "a   b\n")]
    [InlineData("echo \"a   'b'\"", "a   'b'\n")]
    [InlineData("echo a\\ \\ b", "a  b\n")]
    [InlineData("echo 'a\\nb'", "a\\nb\n")]
    [InlineData("echo \"a\\\"b\\\\c\\d\"", "a\"b\\c\\d\n")]
    [InlineData("echo $'a\\tb\\x41'", "a\tbA\n")]
    [InlineData("echo a'b'\"c\"d", "abcd\n")]
    [InlineData("echo ''", "\n")]
    [InlineData("echo a # b; echo c", "a\n")]
    [InlineData("echo a#b", "a#b\n")]
    [InlineData("# only a comment", "")]
    [InlineData("echo a; echo b;; echo c", "a\nb\nc\n")]
    [InlineData("echo a\necho b", "a\nb\n")]
    [InlineData("echo 'a\nb'", "a\nb\n")]
    [InlineData("echo a\\\nb", "ab\n")]
    [InlineData("echo 'a\rb'", "a\rb\n")]
    [InlineData("echo -n a; echo b", "ab\n")]
    [InlineData("echo -e 'a\\tb'", "a\tb\n")]
    [InlineData("echo -x -- y", "-x -- y\n")]
    [InlineData("echo 'a;b|c>d&e#f'", "a;b|c>d&e#f\n")]
    public void Script_Words_AsShDoes(string script, string output) => Assert.Equal(output, ToolRun.Shell(script));

    [Theory]
    [InlineData("echo a > /f; cat /f", "a\n")]
    [InlineData("echo a >/f; echo b>>/f; cat /f", "a\nb\n")]
    [InlineData("echo a > /f; echo b > /f; cat /f", "b\n")]
    [InlineData("> /f echo a b; cat /f", "a b\n")]
    [InlineData("> '/a b'; ls", "a b\n")]
    [InlineData("echo 1 > /f; cat /f /f > /g; cat /g", "1\n1\n")]
    [InlineData("echo 1 > /f; cat /f >> /f; cat /f", "1\n1\n")]
    [InlineData("mkdir /d; cd /d; echo x > y; cat /d/y", "x\n")]
    [InlineData("echo old > /f; ln -s f /l; echo new > /l; cat /f", "new\n")]
    public void Script_Redirection_WritesTheFile(string script, string output) => Assert.Equal(output, ToolRun.Shell(script));

    [Theory]
    [InlineData("mkdir /d; echo x > /d", "echo: /d: Is a directory")]
    [InlineData("echo x > /no/f", "echo: /no/f: No such file or directory")]
    public void Script_RedirectionThatFails_NamesCommandAndPath(string script, string error) => Assert.Equal(error, ToolRun.ShellError(script));

    [Theory]
    [InlineData("echo 'open", "syntax error: the script ends within quotes or behind a backslash")]
    [InlineData("echo a | cat", "syntax error: '|' is not supported; quote it to mean the character")]
    [InlineData("echo >", "syntax error: no file after '>'")]
    [InlineData("frob /x", "frob: command not found (try 'help')")]
    [InlineData("cp /a", "cp: missing operand (usage: cp [-r] [-a] [-p] [-T] SOURCE... DEST)")]
    [InlineData("ls --frob", "ls: unknown option '--frob'")]
    [InlineData("rm -x /", "rm: unknown option '-x'")]
    [InlineData("pwd x", "pwd: extra operand 'x' (usage: pwd)")]
    public void Script_WrongUse_OneLineAndExitCode2(string script, string error)
    {
        ToolRun run = ToolRun.Script(script);
        Assert.Equal((2, error), (run.ExitCode, run.ErrorLine));
    }

    [Theory]
    [InlineData("-c")]
    [InlineData("stdin")]
    public void Script_FirstFailure_EndsIt(string way)
    {
        const string script = "echo one; cat /nope\necho two";
        ToolRun run = way == "-c" ? ToolRun.Script(script) : ToolRun.WithInput(script, "shell");
        Assert.Equal((1, "one\n", "cat: /nope: No such file or directory"), (run.ExitCode, run.Output, run.ErrorLine));
    }

    [Fact]
    public void Script_SetPlusE_GoesOnAndEndsWithTheLastStatus()
    {
        ToolRun run = ToolRun.Script("set +e; cat /nope; echo two");
        Assert.Equal((0, "two\n", "cat: /nope: No such file or directory"), (run.ExitCode, run.Output, run.ErrorLine));
        Assert.Equal(1, ToolRun.Script("set +e; echo one; cat /nope").ExitCode);
        Assert.Equal("one\n", ToolRun.Script("set +e; set -e; echo one; cat /nope; echo two").Output);
    }

    [Theory]
    [InlineData("exit", 0)]
    [InlineData("exit 7; echo no", 7)]
    [InlineData("set +e; cat /nope; exit", 1)]
    [InlineData("", 0)]
    public void Script_Exit_GivesTheCode(string script, int exitCode) => Assert.Equal((exitCode, ""), (ToolRun.Script(script).ExitCode, ToolRun.Script(script).Output));

    [Theory]
    [InlineData("touch /a1 /a2 /b1; rm /a*; ls", "b1\n")]
    [InlineData("mkdir -p /d/x /d/y; touch /d/x/f /d/y/f; echo /d/*/f", "/d/x/f /d/y/f\n")]
    [InlineData("touch /a /.b; echo /*; echo /.*", "/a\n/.b\n")]
    [InlineData("touch /a; echo '/*' /\\* \"/*\"", "/* /* /*\n")]
    [InlineData("echo /nothing*", "/nothing*\n")]
    [InlineData("touch '/[x]' /x; ls -d '/[x]'", "/[x]\n")]
    [InlineData("touch /a /b /c; echo /[!a-b]", "/c\n")]
    public void Script_Glob_MatchesNames(string script, string output) => Assert.Equal(output, ToolRun.Shell(script));

    [Fact]
    public void Script_NameThatIsNoUtf8_WrittenByEscapeAndListed()
    {
        Assert.Equal("a\udcffb\n", ToolRun.Shell("write $'/a\\xffb' x; ls"));
        // Two escaped bytes that are a character together are that character.
        Assert.Equal("é\n", ToolRun.Shell("write $'/\\xc3'$'\\xa9' x; ls"));
    }

    [Fact]
    public void Prompt_Help_ListsEveryCommand()
    {
        string help = ToolRun.Shell("help");
        string[] names = ["ls", "cat", "tree", "stat", "find", "write", "append", "cp", "mv", "rm", "mkdir", "rmdir", "ln", "chmod", "chown",
            "touch", "truncate", "diff", "which", "snapshot", "restore", "snapshots", "export", "cd", "pwd", "echo", "help", "exit", "set"];
        Assert.All(names, name => Assert.Contains(help.Split('\n'), line => line.Split(' ')[0] == name));
    }
}
