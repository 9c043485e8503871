namespace UnionFs.Tests.Live;

/// <summary>No path is deep enough to overflow a stack: what recurses refuses cleanly, and the verbs do not recurse.</summary>
public class DeepTreeTests
{
    private const int Depth = 5000;

    [Fact]
    public void DeepPath_MadeUsedAndRemoved_Works()
    {
        string path = string.Concat(Enumerable.Repeat("/d", Depth));
        var fs = new UnionFileSystem();
        fs.Directory.CreateDirectory(path);
        fs.File.WriteAllText(path + "/f", "deep");
        Assert.Equal("deep", fs.File.ReadAllText(path + "/f"));
        Assert.Equal(FsError.None, fs.Posix.Link(path + "/f", "/link"));
        Assert.Equal(FsError.None, fs.Posix.Rename("/d", "/e"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/link"));
        Layer diff = fs.Diff();
        Assert.Equal(Depth + 2, diff.Entries().Count());
        Assert.Equal(Depth + 2, fs.GetChanges().Count + 1);
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/e"));
        Assert.True(fs.Diff().Entries().Count() == 1);
    }
}
