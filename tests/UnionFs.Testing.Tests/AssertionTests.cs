namespace UnionFs.Testing.Tests;

/// <summary>What a failed assertion says: these messages are what the package is for.</summary>
public class AssertionTests
{
    private readonly FileSystemFixture _fixture = FileSystemFixture.FromTree("""
        app/
          config.json: |
            {
              "level": 1,
              "name": "x"
            }
          old.txt: old
          tool [755]: tool
          link -> old.txt
        """);

    [Fact]
    public void AssertChanges_WithExactlyTheseInAnyOrder_Passes()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.AssertChanges();
        fs.File.WriteAllText("/app/new file (Mode)", "1");
        fs.File.Move("/app/old.txt", "/app/older.txt");
        fs.Posix.Chmod("/app/tool", 0x1A4);
        fs.File.Delete("/app/link");
        fs.AssertChanges("removed /app/link", "modified /app/tool (Mode)", "renamed  /app/old.txt  ->  /app/older.txt", "added /app/new file (Mode)");
        fs.AssertChanges("removed  /app/link", "modified /app/tool", "renamed /app/old.txt -> /app/older.txt", "added    /app/new file (Mode)");
    }

    [Fact]
    public void AssertChanges_ThatDiffer_ShowsWhichAndHow()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.File.WriteAllText("/app/config.json", "{\n  \"level\": 2,\n  \"name\": \"x\"\n}\n");
        fs.File.WriteAllText("/app/out.log", "done\n");
        fs.File.Delete("/app/tool");
        var error = Assert.Throws<FileSystemAssertionException>(() => fs.AssertChanges("added /app/out.log", "removed /app/old.txt", "renamed /a -> /b (Content)"));
        Assert.Equal("""
            The file system did not change as expected (+ not expected, - missing):
              + modified /app/config.json (Content, Times)
                    {
                  -   "level": 1,
                  +   "level": 2,
                      "name": "x"
                    }
                added    /app/out.log
              + removed  /app/tool
              - removed  /app/old.txt
              - renamed  /a -> /b (Content)
            """, error.Message);
    }

    [Fact]
    public void AssertChanges_WithOtherParts_Fails()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.Posix.Chmod("/app/tool", 0x1C0);
        Assert.Equal("""
            The file system did not change as expected (+ not expected, - missing):
              + modified /app/tool (Mode)
                    mode 755 -> 700
              - modified /app/tool (Content)
            """, Assert.Throws<FileSystemAssertionException>(() => fs.AssertChanges("modified /app/tool (Content)")).Message);
        Assert.Throws<FileSystemAssertionException>(() => fs.AssertChanges());
        Assert.Throws<FileSystemAssertionException>(() => fs.AssertChanges("modified /app/tool", "modified /app/tool"));
    }

    [Fact]
    public void ChangedSince_ASnapshotOnTheWay_TellsWhatCameAfter()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.File.WriteAllText("/first", "1");
        Snapshot middle = fs.Snapshot();
        fs.File.WriteAllText("/first", "2");
        fs.File.Delete("/app/link");
        fs.File.CreateSymbolicLink("/app/link", "tool");
        fs.File.WriteAllBytes("/binary", [0, 1, 2]);
        FileSystemChanges changes = fs.ChangedSince(middle);
        changes.Assert("modified /first", "modified /app/link", "added /binary");
        Assert.Equal(3, changes.Count);
        Assert.Equal("""
            modified /app/link (Times, Target)
                - -> old.txt
                + -> tool
            added    /binary
                  0 bytes before, 3 after
            modified /first (Content, Times)
                - 1
                + 2

            """, changes.ToString());
    }

    [Fact]
    public void AssertChanges_WhereOnlyADirectorysTimesMoved_DoesNotCareUnlessItIsExpected()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.File.WriteAllText("/app/temporary", "");
        fs.File.Delete("/app/temporary");
        fs.AssertChanges();
        fs.AssertChanges("modified /app (Times)");
        fs.Posix.Chmod("/app", 0x1C0);
        Assert.Throws<FileSystemAssertionException>(() => fs.AssertChanges());
    }

    [Fact]
    public void AssertText_ThatDiffers_ShowsTheLines()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.AssertText("/app/link", "old");
        Assert.Equal("""
            /app/old.txt has another text (+ not expected, - missing):
              - new
              + old
            """, Assert.Throws<FileSystemAssertionException>(() => fs.AssertText("/app/old.txt", "new")).Message);
        Assert.Equal("/none cannot be read: Could not find file '/none'.", Assert.Throws<FileSystemAssertionException>(() => fs.AssertText("/none", "")).Message);
        Assert.Contains("only the line ends differ", Assert.Throws<FileSystemAssertionException>(() => fs.AssertText("/app/old.txt", "old\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AssertTree_ThatDiffers_ShowsTheLines()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.File.Delete("/app/config.json");
        fs.AssertTree("/app", "old.txt: old\ntool [755]: tool\nlink -> old.txt");
        Assert.Equal("""
            /app is another tree (+ not expected, - missing):
              + link -> old.txt
                old.txt: old
              - tool: tool
              + tool [755]: tool
            """, Assert.Throws<FileSystemAssertionException>(() => fs.AssertTree("/app", "old.txt: old\ntool: tool")).Message);
    }

    [Fact]
    public void Report_OfAVeryLongChange_IsCut()
    {
        UnionFileSystem fs = _fixture.Fork();
        fs.File.WriteAllLines("/long", Enumerable.Range(0, 1000).Select(i => $"line {i}"));
        fs.File.WriteAllText("/large", new string('x', 100_000));
        string report = fs.ChangedSince(_fixture.Base).ToString();
        Assert.Contains("... and more", report, StringComparison.Ordinal);
        Assert.Contains("0 bytes before, 100000 after", report, StringComparison.Ordinal);
        Assert.InRange(report.Split('\n').Length, 40, 50);
    }
}
