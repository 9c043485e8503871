namespace UnionFs.Tests;

public class SmokeTests
{
    [Fact]
    public void Readme_TenLines_Work()
    {
        Layer basis = new LayerBuilder("base").AddFile("/etc/motd", "hello\n").AddFile("/etc/issue", "x").AddFile("/lib/a/b", "1").Build();
        var fs = new UnionFileSystem(basis);
        Assert.Equal("hello\n", fs.File.ReadAllText("/etc/motd"));
        fs.File.WriteAllText("/etc/motd", "changed\n");
        fs.File.Delete("/etc/issue");
        fs.Directory.Delete("/lib", recursive: true);
        fs.Directory.CreateDirectory("/lib/a");
        Layer diff = fs.Diff();
        Assert.Equal(["/ Directory", "/etc Directory", "/etc/issue Whiteout", "/etc/motd File", "/lib Directory", "/lib/a Directory"],
            diff.Entries().Select(e => $"{e.Path} {e.Kind}"));
        var again = new UnionFileSystem(LayerStack.FromBottom(basis, diff));
        Assert.Equal(FsError.ENOENT, again.Posix.Stat("/lib/a/b", out _));
        Assert.Equal("changed\n", again.File.ReadAllText("/etc/motd"));
        Assert.Empty(again.GetChanges());
        Assert.Equal(["modified /etc/motd (Content, Times)", "removed  /etc/issue", "replaced /lib", "added    /lib/a"], fs.GetChanges().Select(c => c.ToString()).OrderBy(x => x[9..] is "/lib/a" ? 3 : x[9..] is "/lib" ? 2 : x[9] is '/' && x.Contains("issue") ? 1 : 0));
    }

    [Fact]
    public void Handle_RenamedAndUnlinked_FollowsInode()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/d/f", "12345").Build());
        Assert.Equal(FsError.None, fs.Posix.Open("/d/f", OpenFlags.O_RDWR, out FileHandle? h));
        Assert.Equal(FsError.None, fs.Posix.Rename("/d", "/e"));
        Assert.Equal(FsError.None, h!.Write(0, "abc"u8));
        Assert.Equal("abc45", fs.File.ReadAllText("/e/f"));
        Assert.Equal(FsError.None, fs.Posix.Link("/e/f", "/g"));
        Assert.Equal(FsError.None, h.Write(3, "de"u8));
        Assert.Equal("abcde", fs.File.ReadAllText("/g"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/g"));
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/e"));
        h.Stat(out FileStat stat);
        Assert.Equal(0, stat.LinkCount);
        Assert.Equal(FsError.None, h.Write(5, "x"u8));
        Assert.Equal(6, h.Length);
        h.Dispose();
        Assert.Equal(FsError.EBADF, h.Write(0, "x"u8));
    }
}
