namespace UnionFs.Tests.Live;

/// <summary>What random paths hit too seldom: the edges of the walk's limits, and slashes after links.</summary>
public class PathWalkTests
{
    private static readonly UnionFileSystem Links = new(new LayerBuilder()
        .AddFile("/f", "").AddDirectory("/d").AddSymlink("/file-slash", "f/").AddSymlink("/dir-slash", "d/").AddSymlink("/one", "two").AddSymlink("/two", "d").Build());

    [Theory]
    [InlineData("/file-slash", FsError.ENOTDIR)]
    [InlineData("/file-slash/", FsError.ENOTDIR)]
    [InlineData("/file-slash//", FsError.ENOTDIR)]
    [InlineData("/dir-slash", FsError.None)]
    [InlineData("/dir-slash/", FsError.None)]
    [InlineData("/dir-slash/.", FsError.None)]
    [InlineData("/f/", FsError.ENOTDIR)]
    public void Slash_AfterALink_AndInItsTarget_AsksForADirectory(string path, FsError expected) => Assert.Equal(expected, Links.Posix.Stat(path, out _));

    [Theory]
    [InlineData("/one", NodeKind.Symlink)]
    [InlineData("/one/", NodeKind.Directory)]
    [InlineData("/one/.", NodeKind.Directory)]
    [InlineData("/one/../two", NodeKind.Symlink)]
    [InlineData("/one/../two/", NodeKind.Directory)]
    public void LStat_OfALinkToALink_FollowsBothOrNone(string path, NodeKind expected)
    {
        Assert.Equal(FsError.None, Links.Posix.LStat(path, out FileStat stat));
        Assert.Equal(expected, stat.Kind);
    }

    [Fact]
    public void FortyLinks_AreFollowed_AndNoMore()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/0", "end");
        for (int i = 1; i <= 41; i++) Assert.Equal(FsError.None, fs.Posix.Symlink($"{i - 1}", $"/{i}"));
        Assert.Equal(FsError.None, fs.Posix.Stat("/40", out _));
        Assert.Equal(FsError.ELOOP, fs.Posix.Stat("/41", out _));
        Assert.Equal(FsError.None, fs.Posix.LStat("/41", out _));
        fs.Posix.Symlink(".", "/here");
        Assert.Equal(FsError.None, fs.Posix.Stat("/" + string.Concat(Enumerable.Repeat("here/", 39)) + "1", out _));
        Assert.Equal(FsError.ELOOP, fs.Posix.Stat("/" + string.Concat(Enumerable.Repeat("here/", 40)) + "1", out _));
    }

    [Fact]
    public void Directories_AtAnyDepth_AreWalkedDownAndUp()
    {
        var fs = new UnionFileSystem();
        string path = "";
        for (int depth = 1; depth <= 60; depth++)
        {
            path += $"/d{depth}";
            Assert.Equal(FsError.None, fs.Posix.Mkdir(path));
            Assert.Equal(FsError.None, fs.Posix.WriteContent(path + "/f", Content.From($"{depth}")));
            Assert.Equal($"{depth}", fs.File.ReadAllText(path + "/f"));
            Assert.Equal(FsError.None, fs.Posix.RealPath(path + "/../.", out string above));
            Assert.Equal(depth == 1 ? "/" : path[..path.LastIndexOf('/')], above);
            Assert.Equal(FsError.None, fs.Posix.RealPath(path + string.Concat(Enumerable.Repeat("/..", depth - 1)) + "/f", out string first));
            Assert.Equal("/d1/f", first);
        }
    }
}
