using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace UnionFs.Testing.Tests;

public class TextTreeTests
{
    [Fact]
    public void Parse_EveryKindOfLine_IsWhatItSays()
    {
        var fs = new Snapshot(LayerStack.Empty.Push(TextTree.Parse("""

            app/
              config.json: {"a": "b -> c"}
              run.sh [755]: |
                #!/bin/sh

                  echo hi
              no-end: |-
                one
                two

              current -> config.json
              secret/ [700]

            logs/ [1777]
            deep/er/file: x
            empty
            also-empty:
            "odd: name\n": y
            a:b
            """)));
        Assert.Equal("{\"a\": \"b -> c\"}", fs.File.ReadAllText("/app/current"));
        Assert.Equal("#!/bin/sh\n\n  echo hi\n", fs.File.ReadAllText("/app/run.sh"));
        Assert.Equal("one\ntwo", fs.File.ReadAllText("/app/no-end"));
        Assert.Equal("x", fs.File.ReadAllText("/deep/er/file"));
        Assert.Equal("y", fs.File.ReadAllText("/odd: name\n"));
        Assert.Equal(["a:b", "also-empty", "app", "deep", "empty", "logs", "odd: name\n"], fs.Directory.List("/").Select(entry => entry.Name));
        Assert.Equal(["755", "644", "700", "1777"], new[] { "/app/run.sh", "/empty", "/app/secret", "/logs" }.Select(path =>
        {
            Assert.Equal(FsError.None, fs.Posix.Stat(path, out FileStat stat));
            return Convert.ToString(stat.Mode, 8);
        }));
    }

    [Theory]
    [InlineData("a/\n\tb", "Line 2 of the tree: a tab in the indentation")]
    [InlineData("a\n  b", "Line 2 of the tree: something below what is no directory")]
    [InlineData("a/\n    b\n  c", "Line 3 of the tree: an indentation that no line above has")]
    [InlineData("  a\nb", "Line 2 of the tree: an indentation that no line above has")]
    [InlineData("a\na", "Line 2 of the tree: The file '/a' already exists")]
    [InlineData("a/: text", "Line 1 of the tree: a directory with content")]
    [InlineData("a [777] -> b", "Line 1 of the tree: a link with a mode")]
    [InlineData("../a: x", "Line 1 of the tree: ")]
    [InlineData("a: |\n    one\n  two", "Line 3 of the tree: a line of a block that is indented less")]
    [InlineData("\"\\q\": x", "Line 1 of the tree: no escape: \\q")]
    [InlineData("\"\\u12\": x", "Line 1 of the tree: no escape: \\u")]
    public void Parse_OfWhatIsNoTree_NamesTheLine(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => TextTree.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Print_ShowsWhatNoTextCanHold_ForPeople()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllBytes("/binary", [0, 255]);
        fs.File.WriteAllText("/blank", "\n\n");
        fs.Posix.Mknod("/pipe", NodeKind.Fifo);
        Assert.Equal("binary <2 bytes>\nblank <2 bytes>\npipe <Fifo>\n", TextTree.Print(fs));
        Assert.Throws<DirectoryNotFoundException>(() => TextTree.Print(fs, "/none"));
    }

    /// <summary>Whatever names, texts, modes and depths: what is printed and parsed is printed the same.</summary>
    [Property(MaxTest = 500)]
    public Property PrintAndParse_OfAnyTree_IsTheSameTree() => Prop.ForAll(Trees(), operations =>
    {
        var fs = new UnionFileSystem();
        foreach ((string path, int kind, string content) in operations)
        {
            if (kind == 0) fs.Posix.Mkdir(path, 0x1C0 + content.Length % 64);
            else if (kind == 1) fs.Posix.Symlink("t" + content.Trim(), path);
            else fs.Posix.WriteContent(path, Content.From(content), 0x180 + content.Length % 64);
        }
        string printed = TextTree.Print(fs);
        string again = TextTree.Print(new Snapshot(LayerStack.Empty.Push(TextTree.Parse(printed))));
        return (printed == again).Label($"{printed}\n--- became ---\n{again}");
    });

    private static Arbitrary<(string Path, int Kind, string Content)[]> Trees()
    {
        string[] names = ["a", "b", "c d", "e: f", "g -> h", "\"i\"", "j\n", "k [644]", "l:", " m", "n ", "ö", "-", "|", "o\\", "p<"];
        string[] contents = ["", "x", "x -> y", "one\ntwo\n", "one\n\n  two", "| bar", "end ", "\ttab", "no: yes", "[644]", "x\n"];
        Gen<string> path = from depth in Gen.Choose(1, 3) from parts in Gen.Elements(names).ArrayOf(depth) select "/" + string.Join('/', parts);
        Gen<(string, int, string)> operation = from at in path from kind in Gen.Choose(0, 3) from content in Gen.Elements(contents) select (at, kind, content.Length > 0 && kind == 1 ? "x" : content);
        return operation.ArrayOf().ToArbitrary();
    }
}
