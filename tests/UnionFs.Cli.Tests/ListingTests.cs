using System.Text.Json;

namespace UnionFs.Cli.Tests;

public sealed class ListingTests : IDisposable
{
    private readonly HostFolder _low = new HostFolder().Add("etc/motd", "low\n").Add("etc/issue", "issue\n").Add("bin/sh", "#!");
    private readonly HostFolder _top = new HostFolder().Add("etc/motd", "top\n").Add(".hidden", "");

    public void Dispose()
    {
        _low.Dispose();
        _top.Dispose();
    }

    private ToolRun Run(string verb, params string[] arguments) => ToolRun.Of([verb, "-l", _low.Path, "-l", _top.Path, .. arguments]);

    [Fact]
    public void Ls_Root_AllNamesInOrdinalOrder() => Assert.Equal([".hidden", "bin", "etc"], Run("ls").Lines);

    [Fact]
    public void Ls_Recursive_DirectoryByDirectory() =>
        Assert.Equal("/:\n.hidden\nbin\netc\n\n/bin:\nsh\n\n/etc:\nissue\nmotd\n", Run("ls", "-R").Output);

    [Fact]
    public void Ls_FilesAndDirectories_FilesFirst() =>
        Assert.Equal("/.hidden\n\n/bin:\nsh\n\netc:\nissue\nmotd\n", Run("ls", "/bin", "etc", "/.hidden").Output);

    [Fact]
    public void Ls_DirectoryItself_ItsName() => Assert.Equal("/etc\n", Run("ls", "-d", "/etc").Output);

    [Fact]
    public void Ls_Long_PermissionsOwnerAndSize()
    {
        _low.Sh("chmod 4750 bin/sh; touch -d @0 bin/sh; ln -s sh bin/link; touch -h -d @86400 bin/link");
        string[] lines = Run("ls", "--long", "/bin").Lines;
        string id = _low.Sh("stat -c '%u %g' bin/sh").Trim();
        Assert.Equal($"lrwxrwxrwx 1 {id} 2 1970-01-02 00:00 link -> sh", Squeeze(lines[0]));
        Assert.Equal($"-rwsr-x--- 1 {id} 2 1970-01-01 00:00 sh", Squeeze(lines[1]));
    }

    [Fact]
    public void Ls_MissingOperand_OthersListedAndExitCode1()
    {
        ToolRun run = Run("ls", "/nope", "/bin");
        Assert.Equal((1, "/bin:\nsh\n"), (run.ExitCode, run.Output));
        Assert.Equal("ls: /nope: No such file or directory", run.ErrorLine);
    }

    [Fact]
    public void LsJson_EveryField_IsTheHosts()
    {
        _top.Sh("chmod 0640 etc/motd; touch -d @1234567890.000000042 etc/motd; ln etc/motd etc/other; mkfifo fifo; ln -s etc/motd link");
        Dictionary<string, JsonElement> entries = Run("ls", "-R", "--json", "--digest").Json.ToDictionary(e => e.GetProperty("path").GetString()!);
        Assert.Equal(["/.hidden", "/bin", "/bin/sh", "/etc", "/etc/issue", "/etc/motd", "/etc/other", "/fifo", "/link"], entries.Keys);
        string[] fields = ["path", "type", "mode", "uid", "gid", "size", "nlink", "ino", "mtime", "target", "rdev", "xattrs", "layer", "sha256"];
        Assert.All(entries.Values, entry => Assert.Equal(fields, entry.EnumerateObject().Select(field => field.Name)));

        JsonElement motd = entries["/etc/motd"];
        Assert.Equal("file", motd.GetProperty("type").GetString());
        Assert.Equal("0640", motd.GetProperty("mode").GetString());
        Assert.Equal(_top.Sh("stat -c '%u %g' etc/motd").Trim(), $"{motd.GetProperty("uid").GetInt64()} {motd.GetProperty("gid").GetInt64()}");
        Assert.Equal(4, motd.GetProperty("size").GetInt64());
        Assert.Equal(2, motd.GetProperty("nlink").GetInt64());
        Assert.Equal(entries["/etc/other"].GetProperty("ino").GetInt64(), motd.GetProperty("ino").GetInt64());
        Assert.Equal("1234567890.000000042", motd.GetProperty("mtime").GetString());
        Assert.Equal(_top.Path, motd.GetProperty("layer").GetString());
        Assert.Equal(_top.Sh("sha256sum < etc/motd")[..64], motd.GetProperty("sha256").GetString());
        Assert.Equal(JsonValueKind.Null, motd.GetProperty("target").ValueKind);
        Assert.Equal(JsonValueKind.Null, motd.GetProperty("rdev").ValueKind);
        Assert.Empty(motd.GetProperty("xattrs").EnumerateObject());

        Assert.Equal(_low.Path, entries["/etc/issue"].GetProperty("layer").GetString());
        Assert.Equal(("symlink", "etc/motd"), (entries["/link"].GetProperty("type").GetString(), entries["/link"].GetProperty("target").GetString()));
        Assert.Equal("fifo", entries["/fifo"].GetProperty("type").GetString());
        Assert.Equal("dir", entries["/etc"].GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Null, entries["/etc"].GetProperty("sha256").ValueKind);
    }

    [Fact]
    public void LsJson_NotRecursive_OneLevelWithAbsolutePaths() =>
        Assert.Equal(["/etc/issue", "/etc/motd"], Run("ls", "--json", "etc").Json.Select(e => e.GetProperty("path").GetString()));

    [Fact]
    public void LsJson_NameThatIsNoUtf8_EscapedAsSixCharacters()
    {
        _top.Sh("printf x > \"$(printf 'a\\377\"\\tb')\"");
        ToolRun run = Run("ls", "--json");
        Assert.Contains("""{"path":"/a\udcff\"\tb","type":"file",""", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain((byte)0xFF, run.Bytes);
    }

    [Fact]
    public void Ls_NameThatIsNoUtf8_ItsBytes()
    {
        _top.Sh("printf x > \"$(printf 'a\\377b')\"");
        Assert.Contains("a\udcffb", Run("ls").Lines);
        Assert.True(Run("ls").Bytes.AsSpan().IndexOf(new byte[] { (byte)'a', 0xFF, (byte)'b', (byte)'\n' }) >= 0);
        Assert.Equal("x", Run("cat", "/a\udcffb").Output);
    }

    [Fact]
    public void Tree_Union_DrawnWithCounts() => Assert.Equal(
        "/\n├── .hidden\n├── bin\n│   └── sh\n└── etc\n    ├── issue\n    └── motd\n\n2 directories, 4 files\n", Run("tree").Output);

    [Fact]
    public void TreeJson_Directory_ItselfFirst() =>
        Assert.Equal(["/etc", "/etc/issue", "/etc/motd"], Run("tree", "--json", "/etc").Json.Select(e => e.GetProperty("path").GetString()));

    [Fact]
    public void Cat_SeveralFiles_OneAfterAnother() => Assert.Equal("top\nissue\n", Run("cat", "/etc/motd", "/etc/issue").Output);

    [Fact]
    public void Cat_MissingAndDirectory_ReportedAndTheRestPrinted()
    {
        ToolRun run = Run("cat", "/etc", "/etc/motd", "/no\nname");
        Assert.Equal((1, "top\n"), (run.ExitCode, run.Output));
        Assert.Equal("unionfs: cat: /etc: Is a directory\nunionfs: cat: /no\\nname: No such file or directory\n", run.Error);
    }

    [Fact]
    public void Stat_Link_IsItself()
    {
        _top.Sh("ln -s nowhere link");
        JsonElement link = Assert.Single(Run("stat", "--json", "/link").Json);
        Assert.Equal("symlink", link.GetProperty("type").GetString());
        Assert.Contains("  File: /link -> nowhere", Run("stat", "/link").Lines);
        Assert.Contains($" Layer: {_top.Path}", Run("stat", "/link").Lines);
    }

    [Fact]
    public void Stat_ThroughLinkedDirectory_PhysicalPath()
    {
        _top.Sh("ln -s etc e");
        Assert.Equal("/etc/motd", Run("stat", "--json", "/e/../e/motd").Json[0].GetProperty("path").GetString());
    }

    [Fact]
    public void Which_Overridden_WinnerFirst() => Assert.Equal(
        [$"provides {_top.Path}  (file 4 bytes)", $"hidden   {_low.Path}  (file 4 bytes)"], Run("which", "/etc/motd").Lines);

    [Fact]
    public void WhichJson_Directory_RolesAndLayers()
    {
        IReadOnlyList<JsonElement> entries = Run("which", "--json", "/etc").Json;
        Assert.Equal(["provides", "merged"], entries.Select(e => e.GetProperty("role").GetString()));
        Assert.Equal([_top.Path, _low.Path], entries.Select(e => e.GetProperty("layer").GetString()));
        Assert.Equal([0, 1], entries.Select(e => e.GetProperty("index").GetInt32()));
        Assert.Equal(["dir", "dir"], entries.Select(e => e.GetProperty("type").GetString()));
    }

    [Fact]
    public void Which_Missing_Fails()
    {
        ToolRun run = Run("which", "/etc/nope");
        Assert.Equal((1, "which: /etc/nope: No such file or directory"), (run.ExitCode, run.ErrorLine));
    }

    private static string Squeeze(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
