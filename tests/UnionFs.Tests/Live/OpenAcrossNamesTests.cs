namespace UnionFs.Tests.Live;

/// <summary>What is open when names are exchanged, added and taken away.</summary>
public class OpenAcrossNamesTests
{
    private static FileHandle Open(FileSystem fs, PosixPath path, OpenFlags flags = OpenFlags.O_RDWR)
    {
        Assert.Equal(FsError.None, fs.Posix.Open(path, flags, out FileHandle? handle));
        return handle!;
    }

    [Fact]
    public void Exchange_OfOpenFiles_EachHandleFollowsItsFile()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/x", "x").AddFile("/d/y", "y").AddFile("/z", "z").Build());
        using FileHandle x = Open(fs, "/x"), y = Open(fs, "/d/y");
        Assert.Equal(FsError.None, fs.Posix.Rename("/x", "/d/y", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(FsError.None, x.Append("1"u8, out _));
        Assert.Equal(FsError.None, y.Append("2"u8, out _));
        Assert.Equal(("y2", "x1"), (fs.File.ReadAllText("/x"), fs.File.ReadAllText("/d/y")));
        // One of both is open.
        Assert.Equal(FsError.None, fs.Posix.Rename("/z", "/x", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(FsError.None, y.Append("3"u8, out _));
        Assert.Equal(("z", "y23"), (fs.File.ReadAllText("/x"), fs.File.ReadAllText("/z")));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/z"));
        Assert.Equal(FsError.None, y.Stat(out FileStat stat));
        Assert.Equal((0, 3L), (stat.LinkCount, stat.Size));
        Assert.Equal(FsError.None, x.Stat(out stat));
        Assert.Equal(1, stat.LinkCount);
    }

    [Fact]
    public void Exchange_OfDirectories_WhatIsOpenInThemFollows()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a/sub/f", "f").AddFile("/b/g", "g").AddFile("/file", "file").Build());
        using FileHandle a = Open(fs, "/a", OpenFlags.O_DIRECTORY), sub = Open(fs, "/a/sub", OpenFlags.O_DIRECTORY), b = Open(fs, "/b", OpenFlags.O_DIRECTORY);
        using FileHandle f = Open(fs, "/a/sub/f"), g = Open(fs, "/b/g"), file = Open(fs, "/file");
        Assert.Equal(FsError.None, fs.Posix.Rename("/a", "/b", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(FsError.None, f.Append("1"u8, out _));
        Assert.Equal(FsError.None, g.Append("1"u8, out _));
        Assert.Equal(("f1", "g1"), (fs.File.ReadAllText("/b/sub/f"), fs.File.ReadAllText("/a/g")));
        Assert.Equal(FsError.None, fs.Posix.Mkdir(a.At("of-a")));
        Assert.Equal(FsError.None, fs.Posix.Mkdir(b.At("of-b")));
        Assert.Equal(FsError.None, fs.Posix.Mkdir(sub.At("of-sub")));
        Assert.True(fs.Directory.Exists("/b/of-a") && fs.Directory.Exists("/a/of-b") && fs.Directory.Exists("/b/sub/of-sub"));

        // A directory and a file.
        Assert.Equal(FsError.None, fs.Posix.Rename("/b/sub", "/file", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(FsError.None, f.Append("2"u8, out _));
        Assert.Equal(FsError.None, file.Append("2"u8, out _));
        Assert.Equal(("f12", "file2"), (fs.File.ReadAllText("/file/f"), fs.File.ReadAllText("/b/sub")));
        Assert.Equal(FsError.None, fs.Posix.Mkdir(sub.At("more")));
        Assert.True(fs.Directory.Exists("/file/more"));
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/file"));
        Assert.Equal(FsError.ENOENT, fs.Posix.Mkdir(sub.At("late")));
        Assert.Equal(FsError.None, f.Stat(out FileStat stat));
        Assert.Equal(0, stat.LinkCount);
    }

    [Fact]
    public void Link_OfAnOpenFile_EitherNameMayGo()
    {
        foreach (bool linksItself in new[] { false, true })
            foreach (string gone in new[] { "/f", "/d/second" })
            {
                var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "f").AddDirectory("/d").Build());
                using FileHandle f = Open(fs, "/f");
                Assert.Equal(FsError.None, fs.Posix.Link(linksItself ? f.Itself : "/f", "/d/second"));
                Assert.Equal(FsError.None, fs.Posix.Unlink(gone));
                // Something else at that name is none of this handle's.
                fs.File.WriteAllText(gone, "other");
                Assert.Equal(FsError.None, f.Append("1"u8, out _));
                Assert.Equal("other", fs.File.ReadAllText(gone));
                string left = gone == "/f" ? "/d/second" : "/f";
                Assert.Equal("f1", fs.File.ReadAllText(left));
                using FileHandle again = Open(fs, left);
                Assert.Equal(FsError.None, again.Append("2"u8, out _));
                Assert.Equal(3, f.Length);
                Assert.Equal(FsError.None, f.Stat(out FileStat stat));
                Assert.Equal(1, stat.LinkCount);
            }
    }

    [Fact]
    public void Temporary_OnceItHasAName_FollowsRenamesAndSecondNames()
    {
        var fs = new UnionFileSystem();
        fs.Directory.CreateDirectory("/d");
        using FileHandle file = Open(fs, "/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR);
        Assert.Equal(FsError.None, fs.Posix.Link(file.Itself, "/first"));
        Assert.Equal(FsError.None, fs.Posix.Rename("/first", "/d/moved"));
        fs.File.WriteAllText("/first", "other");
        Assert.Equal(FsError.None, file.Append("1"u8, out _));
        Assert.Equal(("1", "other"), (fs.File.ReadAllText("/d/moved"), fs.File.ReadAllText("/first")));
        Assert.Equal(FsError.None, fs.Posix.Link(file.Itself, "/second"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/d/moved"));
        Assert.Equal(FsError.None, file.Append("2"u8, out _));
        Assert.Equal("12", fs.File.ReadAllText("/second"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/second"));
        Assert.Equal(FsError.ENOENT, fs.Posix.Link(file.Itself, "/third"));
    }
}
