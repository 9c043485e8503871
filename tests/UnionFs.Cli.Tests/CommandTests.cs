using System.Text.Json;

namespace UnionFs.Cli.Tests;

/// <summary>Each command does what the Unix tool of its name does.</summary>
public sealed class CommandTests
{
    [Theory]
    // cp
    [InlineData("echo a > /f; cp /f /g; cat /g", "a\n")]
    [InlineData("echo a > /f; mkdir /d; cp /f /d; cat /d/f", "a\n")]
    [InlineData("mkdir -p /s/t; echo a > /s/t/f; cp -r /s /new; cp -r /s /new; find /new -type f", "/new/s/t/f\n/new/t/f\n")]
    [InlineData("mkdir /s /d; touch /s/f; cp -r /s/. /d; ls /d", "f\n")]
    [InlineData("touch /a /b; mkdir /d; cp /a /b /d; ls /d", "a\nb\n")]
    [InlineData("echo new > /f; echo old > /g; chmod 600 /g; cp /f /g; cat /g; find /g", "new\n/g\n")]
    // mv
    [InlineData("echo a > /f; mv /f /g; ls; cat /g", "g\na\n")]
    [InlineData("touch /f; mkdir /d; mv /f /d; find /", "/\n/d\n/d/f\n")]
    [InlineData("mkdir -p /a/x /b; mv /a /b; find /b", "/b\n/b/a\n/b/a/x\n")]
    [InlineData("echo a > /f; echo b > /g; mv -n /f /g; cat /g", "b\n")]
    [InlineData("touch /f; ln /f /g; mv /f /g; ls", "g\n")]
    [InlineData("mkdir /a /b; mv -T /a /b; ls", "b\n")]
    // rm, rmdir, mkdir
    [InlineData("touch /f /g; rm /f; ls", "g\n")]
    [InlineData("mkdir -p /d/e; rm -r /d; ls", "")]
    [InlineData("rm -f /nope; rm -rf /nope /nope/deep; rm -f", "")]
    [InlineData("mkdir -p /d; ln -s d /l; rm -r /l; ls", "d\n")]
    [InlineData("mkdir /d; rmdir /d; ls", "")]
    [InlineData("mkdir -p /a/b/c; mkdir -p /a/b/c; mkdir -p a/../x/y; find / -type d", "/\n/a\n/a/b\n/a/b/c\n/x\n/x/y\n")]
    // ln
    [InlineData("echo a > /f; ln /f /g; echo b > /f; cat /g", "b\n")]
    [InlineData("mkdir /d; ln -s ../f /d/l; echo a > /f; cat /d/l", "a\n")]
    [InlineData("touch /f; mkdir /d; ln /f /d; ls /d", "f\n")]
    [InlineData("touch /f /g; ln -sf f /g; find / -type l", "/g\n")]
    [InlineData("mkdir /a /b; ln -s a /l; ln -sfn b /l; ls -d /l; touch /l/x; ls /b", "/l\nx\n")]
    // write, append, touch, truncate
    [InlineData("write /f 'a b'; append /f c; append /g d; cat /f /g", "a bcd")]
    [InlineData("write /f -x; cat /f", "-x")]
    [InlineData("write /f abcdef; truncate -s 3 /f; cat /f", "abc")]
    [InlineData("write /f abc; truncate -s -1 /f; truncate -s +0 /f; cat /f", "ab")]
    [InlineData("touch -c /f; truncate -c -s 1 /f; ls", "")]
    [InlineData("write /f keep; touch /f; cat /f", "keep")]
    // find
    [InlineData("mkdir /d; touch /d/a.cs /d/b.txt; ln -s x /d/l; find /d -name '*.cs'", "/d/a.cs\n")]
    [InlineData("mkdir /d; touch /d/\U0001F600; find /d -name '*[!\U0001F600]' -type f", "")] // no star ends within a character
    [InlineData("mkdir /d; touch /d/a; ln -s x /d/l; cd /d; find; find . -type f; find -type l,d", ".\n./a\n./l\n./a\n.\n./l\n")]
    [InlineData("mkdir -p /a/b/c; find / -maxdepth 1; find /a -mindepth 2", "/\n/a\n/a/b/c\n")]
    // cd, pwd
    [InlineData("mkdir -p /a/b; ln -s a/b /l; cd /l; pwd; cd ..; pwd; cd /a; cd b; pwd; cd -; pwd; cd; pwd", "/l\n/\n/a/b\n/a\n/\n")]
    // snapshots
    [InlineData("write /f 1; snapshot a; write /f 2; snapshot b; snapshots; restore a; cat /f; restore b; cat /f", "a\nb\n12")]
    // diff, which
    [InlineData("mkdir /d; write /d/f 1; diff", "added    /d\nadded    /d/f\n")]
    [InlineData("write /f 1; which /f", "provides (changes)  (file 1 bytes)\n")]
    public void Command_Use_AsTheUnixTool(string script, string output) => Assert.Equal(output, ToolRun.Shell(script));

    [Theory]
    [InlineData("mkdir /d; cp /d /e", "cp: omitting directory '/d'")]
    [InlineData("mkdir -p /d/e; cp -r /d /d/e/f", "cp: cannot copy a directory, '/d', into itself, '/d/e/f'")]
    [InlineData("touch /f; cp /f /f", "cp: '/f' and '/f' are the same file")]
    [InlineData("touch /f; mkdir /d; cp -r /d /f", "cp: cannot overwrite non-directory '/f' with directory '/d'")]
    [InlineData("touch /f; mkdir -p /d/f; cp /f /d", "cp: cannot overwrite directory '/d/f' with non-directory")]
    [InlineData("touch /a /b; cp /a /b /c", "cp: /c: No such file or directory")]
    [InlineData("touch /a /b /c; cp /a /b /c", "cp: /c: Not a directory")]
    [InlineData("touch /a; ln -s nowhere /l; cp /a /l", "cp: not writing through dangling symlink '/l'")]
    [InlineData("cp /nope /f", "cp: /nope: No such file or directory")]
    [InlineData("mv /nope /f", "mv: /nope: No such file or directory")]
    [InlineData("touch /f; mv /f /no/g", "mv: cannot move '/f' to '/no/g': No such file or directory")]
    [InlineData("touch /f; mv /f /f", "mv: '/f' and '/f' are the same file")]
    [InlineData("mkdir -p /d/e; mv /d /d/e", "mv: cannot move '/d' to a subdirectory of itself, '/d/e/d'")]
    [InlineData("mkdir /d; touch /f; mv /d /f", "mv: cannot overwrite non-directory '/f' with directory '/d'")]
    [InlineData("mkdir -p /d/f; touch /f; mv /f /d", "mv: cannot overwrite directory '/d/f' with non-directory '/f'")]
    [InlineData("mkdir -p /a /b/a/x; mv /a /b", "mv: cannot move '/a' to '/b/a': Directory not empty")]
    [InlineData("rm /nope", "rm: /nope: No such file or directory")]
    [InlineData("mkdir /d; rm /d", "rm: /d: Is a directory")]
    [InlineData("rm -r /", "rm: /: Device or resource busy")]
    [InlineData("rm -rf .", "rm: refusing to remove '.' or '..' directory: skipping '.'")]
    [InlineData("mkdir -p /d/e; rmdir /d", "rmdir: /d: Directory not empty")]
    [InlineData("touch /f; rmdir /f", "rmdir: /f: Not a directory")]
    [InlineData("mkdir /a/b", "mkdir: /a/b: No such file or directory")]
    [InlineData("mkdir /a; mkdir /a", "mkdir: /a: File exists")]
    [InlineData("touch /f; mkdir -p /f", "mkdir: /f: File exists")]
    [InlineData("touch /f; mkdir -p /f/g", "mkdir: /f/g: Not a directory")]
    [InlineData("touch /f /g; ln /f /g", "ln: /g: File exists")]
    [InlineData("touch /g; ln -s f /g", "ln: /g: File exists")]
    [InlineData("mkdir /d; ln /d /e", "ln: /d: hard link not allowed for directory")]
    [InlineData("ln /nope /g", "ln: /nope: No such file or directory")]
    [InlineData("chmod 755 /nope", "chmod: /nope: No such file or directory")]
    [InlineData("chown 1:1 /nope", "chown: /nope: No such file or directory")]
    [InlineData("touch /no/f", "touch: /no/f: No such file or directory")]
    [InlineData("mkdir /d; truncate -s 1 /d", "truncate: /d: Is a directory")]
    [InlineData("mkdir /d; write /d x", "write: /d: Is a directory")]
    [InlineData("append /no/f x", "append: /no/f: No such file or directory")]
    [InlineData("find /nope", "find: /nope: No such file or directory")]
    [InlineData("tree /nope", "tree: /nope: No such file or directory")]
    [InlineData("stat ''", "stat: : No such file or directory")]
    [InlineData("cd /nope", "cd: /nope: No such file or directory")]
    [InlineData("touch /f; cd /f", "cd: /f: Not a directory")]
    [InlineData("snapshot a; snapshot a", "snapshot: a: Snapshot exists")]
    [InlineData("restore a", "restore: a: No such snapshot")]
    [InlineData("ln -s /b /a; ln -s /a /b; cat /a", "cat: /a: Too many levels of symbolic links")]
    public void Command_ThatFails_OneLineLikeTheUnixTool(string script, string error) => Assert.Equal(error, ToolRun.ShellError(script));

    [Theory]
    [InlineData("touch /x", "0644")]
    [InlineData("mkdir /x", "0755")]
    [InlineData("echo a > /x", "0644")]
    [InlineData("write /x a", "0644")]
    [InlineData("append /x a", "0644")]
    [InlineData("truncate -s 1 /x", "0644")]
    [InlineData("mkdir -m 700 /x", "0700")]
    [InlineData("touch /f; chmod 777 /f; cp /f /x", "0755")]
    [InlineData("touch /f; chmod 4666 /f; cp /f /x", "0644")]
    [InlineData("touch /f; chmod 4666 /f; cp -p /f /x", "4666")]
    [InlineData("touch /x; chmod 0 /x", "0000")]
    [InlineData("touch /x; chmod 7751 /x", "7751")]
    [InlineData("touch /x; chmod u+x,go-r /x", "0700")]
    [InlineData("touch /x; chmod +x /x", "0755")]
    [InlineData("touch /x; chmod +w /x", "0644")]
    [InlineData("touch /x; chmod -r /x", "0200")]
    [InlineData("touch /x; chmod a=rwx,o-w,g=u-w /x", "0755")]
    [InlineData("touch /x; chmod a+X /x", "0644")]
    [InlineData("mkdir /x; chmod 700 /x; chmod a+X /x", "0711")]
    [InlineData("mkdir /x; chmod +t,g+s /x", "3755")]
    [InlineData("mkdir /x; chmod -R 700 /x", "0700")]
    public void Command_Mode_AsTheUnixTool(string script, string mode)
    {
        ToolRun run = ToolRun.Script(script + "; stat --json /x");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(mode, Assert.Single(run.Json).GetProperty("mode").GetString());
    }

    [Theory]
    [InlineData("chmod 8 /")]
    [InlineData("chmod 77777 /")]
    [InlineData("chmod u /")]
    [InlineData("chmod u+q /")]
    [InlineData("chmod +x")]
    [InlineData("chown root /")]
    [InlineData("chown 1:2:3 /")]
    [InlineData("chown 4294967295 /")]
    [InlineData("touch -d yesterday /")]
    [InlineData("touch -d @x /")]
    [InlineData("truncate /")]
    [InlineData("truncate -s x /")]
    [InlineData("truncate -s 9999999T /")]
    [InlineData("find / -frob")]
    [InlineData("find / -type z")]
    [InlineData("set -x")]
    [InlineData("exit 999")]
    public void Command_WrongValue_ExitCode2(string script)
    {
        ToolRun run = ToolRun.Script(script);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(script.Split(' ')[0] + ": ", run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chown 5:6 /x", 5, 6)]
    [InlineData("chown 5 /x", 5, 0)]
    [InlineData("chown :6 /x", 0, 6)]
    [InlineData("chown -R 7:8 /", 7, 8)]
    public void Chown_Numbers_SetsThem(string command, long uid, long gid)
    {
        JsonElement entry = Assert.Single(ToolRun.Script($"touch /x; {command}; stat --json /x").Json);
        Assert.Equal((uid, gid), (entry.GetProperty("uid").GetInt64(), entry.GetProperty("gid").GetInt64()));
    }

    [Theory]
    [InlineData("@5", "5.000000000")]
    [InlineData("@5.25", "5.250000000")]
    [InlineData("@1234567890.000000001", "1234567890.000000001")]
    [InlineData("1970-01-02", "86400.000000000")]
    [InlineData("'1970-01-01 00:01:00'", "60.000000000")]
    [InlineData("1970-01-01T01:00:00+01:00", "0.000000000")]
    public void Touch_GivenTime_IsTheModificationTime(string time, string mtime) =>
        Assert.Equal(mtime, Assert.Single(ToolRun.Script($"touch -d {time} /x; stat --json /x").Json).GetProperty("mtime").GetString());

    [Fact]
    public void Cp_Recursive_LinksStayLinksAndHardLinksPart()
    {
        ToolRun run = ToolRun.Script("mkdir /s; write /s/f 1; ln /s/f /s/g; ln -s nowhere /s/l; cp -r /s /d; write /d/f 2; cat /d/g; ls --json /d");
        Assert.StartsWith("1{", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"path\":\"/d/l\",\"type\":\"symlink\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"target\":\"nowhere\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"nlink\":2,\"ino\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncate_Suffix_MakesAHole() =>
        Assert.Equal(3L << 30, Assert.Single(ToolRun.Script("truncate -s 3G /x; stat --json /x").Json).GetProperty("size").GetInt64());

    [Fact]
    public void Ls_Json_SameLinesAsFind() =>
        Assert.Equal(ToolRun.Shell("mkdir -p /a/b; touch -d @1 /a/b /a/f /a; ls -R --json --digest /").Split("\"ino\"").Length,
            ToolRun.Shell("mkdir -p /a/b; touch -d @1 /a/b /a/f /a; find / -mindepth 1 --json --digest").Split("\"ino\"").Length);

    [Fact]
    public void DiffJson_EveryKind_FieldsOfTheChange()
    {
        using HostFolder folder = new HostFolder().Add("edit", "1").Add("gone", "1").Add("old", "1").Add("kind", "1");
        ToolRun run = ToolRun.Of("shell", "-l", folder.Path, "-c", "write /edit 2; chmod 600 /edit; rm /gone /kind; mkdir /kind; mv /old /new; diff --json");
        Assert.Equal("", run.Error);
        Assert.Equal(
            [
                """{"path":"/edit","change":"modified","type":"file","from":null,"parts":["content","mode","times"]}""",
                """{"path":"/gone","change":"removed","type":"file","from":null,"parts":[]}""",
                """{"path":"/kind","change":"replaced","type":"dir","from":null,"parts":[]}""",
                """{"path":"/new","change":"renamed","type":"file","from":"/old","parts":[]}""",
            ],
            run.Lines);
        Assert.Equal("1", File.ReadAllText(folder.At("gone")));
    }

    [Fact]
    public void Which_Removed_WhiteoutAndWhatItHides()
    {
        using HostFolder folder = new HostFolder().Add("f", "12");
        ToolRun run = ToolRun.Of("shell", "-l", folder.Path, "-c", "rm /f; which /f");
        Assert.Equal(["whiteout (changes)  (whiteout)", $"hidden   {folder.Path}  (file 2 bytes)"], run.Lines);
    }

    [Fact]
    public void Export_FromShell_WritesTheChanges()
    {
        using HostFolder folder = new HostFolder().Add("in/f", "1");
        ToolRun run = ToolRun.Of("shell", "-l", folder.At("in"), "-c", $"echo 2 > /g; export '{folder.At("out")}'");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("2\n", File.ReadAllText(folder.At("out/g")));
        Assert.False(File.Exists(folder.At("in/g")));
    }
}
