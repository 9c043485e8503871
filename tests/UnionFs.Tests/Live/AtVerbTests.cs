namespace UnionFs.Tests.Live;

/// <summary>Verbs relative to an open directory, O_PATH, O_TMPFILE, and the handle's own position.</summary>
public class AtVerbTests
{
    private static FileHandle Open(FileSystem fs, PosixPath path, OpenFlags flags)
    {
        Assert.Equal(FsError.None, fs.Posix.Open(path, flags, out FileHandle? handle));
        return handle!;
    }

    private static long Ino(FileSystem fs, string path)
    {
        Assert.Equal(FsError.None, fs.Posix.LStat(path, out FileStat stat));
        return stat.Inode;
    }

    [Fact]
    public void EveryVerb_RelativeToAHandle_ActsThere()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/d/sub/f", "bytes").AddSymlink("/d/up", "../top").AddFile("/top", "t").Build());
        using FileHandle d = Open(fs, "/d", OpenFlags.O_DIRECTORY);
        PosixVerbs posix = fs.Posix;
        Assert.Equal(FsError.None, posix.Mkdir(d.At("made")));
        Assert.Equal(FsError.None, posix.Mknod(d.At("made/fifo"), NodeKind.Fifo));
        Assert.Equal(FsError.None, posix.Symlink("sub/f", d.At("link")));
        Assert.Equal(FsError.None, posix.ReadLink(d.At("link"), out string target));
        Assert.Equal("sub/f", target);
        Assert.Equal(FsError.None, posix.Link(d.At("sub/f"), d.At("made/hard")));
        Assert.Equal(FsError.None, posix.Rename(d.At("made/fifo"), d.At("../fifo")));
        Assert.Equal(FsError.None, posix.Chmod(d.At("made"), 0x1C0));
        Assert.Equal(FsError.None, posix.SetXattr(d.At("made"), "user.x", new byte[] { 1 }));
        Assert.Equal(FsError.None, posix.Stat(d.At("up"), out FileStat up));
        Assert.Equal(Ino(fs, "/top"), up.Inode);
        Assert.Equal(FsError.None, posix.RealPath(d.At("link"), out string real));
        Assert.Equal("/d/sub/f", real);
        Assert.Equal(FsError.None, posix.Truncate(d.At("link"), 2));
        Assert.Equal("by", fs.File.ReadAllText("/d/made/hard"));
        Assert.Equal(FsError.None, posix.ReadDirectory(d.At("made"), out DirectoryListing? made));
        Assert.Equal(["hard"], made!.Select(entry => entry.Name));
        Assert.Equal(FsError.None, posix.Unlink(d.At("made/hard")));
        Assert.Equal(FsError.None, posix.Rmdir(d.At("made")));
        Assert.Equal(FsError.None, posix.RemoveTree(d.At("sub")));
        using FileHandle file = Open(fs, d.At("new"), OpenFlags.O_CREAT | OpenFlags.O_RDWR);
        Assert.Equal(NodeKind.Fifo, fs.File.GetStat("/fifo").Kind);
        Assert.Equal(["link", "new", "up"], fs.Directory.List("/d").Select(entry => entry.Name));
        Assert.Equal(FsError.ENOTDIR, posix.Stat(file.At("x"), out _));
        Assert.Equal(FsError.ENOENT, posix.Stat(file.At(""), out _));
        Assert.Equal(FsError.None, posix.Stat(file.At("/top"), out _)); // absolute: the handle is not looked at
    }

    [Fact]
    public void Handle_OfARenamedDirectory_LeadsToItsNewPlace()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a/b/f", "").AddDirectory("/x").AddFile("/x/mark", "").Build());
        using FileHandle b = Open(fs, "/a/b", OpenFlags.O_PATH);
        Assert.Equal(FsError.None, fs.Posix.Rename("/a", "/x/moved"));
        Assert.Equal(FsError.None, fs.Posix.Mkdir(b.At("in")));
        Assert.Equal(FsError.None, fs.Posix.Stat(b.At("../../mark"), out _)); // `..` is where it is now
        Assert.True(fs.Directory.Exists("/x/moved/b/in"));
    }

    [Fact]
    public void Handle_OfARemovedDirectory_FindsNothingAndMakesNothing()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a/d/f", "").AddFile("/f", "").Build());
        using FileHandle d = Open(fs, "/a/d", OpenFlags.O_DIRECTORY);
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/a"));
        PosixVerbs posix = fs.Posix;
        Assert.Equal(FsError.ENOENT, posix.Stat(d.At("f"), out _));
        Assert.Equal(FsError.ENOENT, posix.Mkdir(d.At("new")));
        Assert.Equal(FsError.ENOENT, posix.Symlink("x", d.At("new")));
        Assert.Equal(FsError.ENOENT, posix.Open(d.At("new"), OpenFlags.O_CREAT | OpenFlags.O_WRONLY, out _));
        Assert.Equal(FsError.ENOENT, posix.Rename("/f", d.At("f")));
        Assert.Equal(FsError.ENOENT, posix.Link("/f", d.At("f")));
        Assert.Equal(FsError.None, posix.Chmod(d.At("."), 0x1C0));
        Assert.Equal(FsError.None, posix.Stat(d.At("."), out FileStat stat));
        Assert.Equal((0x1C0, 0), (stat.Mode, stat.LinkCount));
        using FileHandle again = Open(fs, d.At("."), OpenFlags.O_RDONLY);
        Assert.Equal(FsError.None, again.List(out DirectoryListing listing));
        Assert.Empty(listing);
        Assert.Equal(FsError.None, posix.Stat("/", out FileStat root));
        Assert.Equal(0x1ED, root.Mode); // the change went to the removed one, not to the root
    }

    [Fact]
    public void Handle_OpenedBeforeARestore_StaysInItsTree_AndAForeignOneIsRefused()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddDirectory("/d").Build());
        Snapshot before = fs.Snapshot();
        using FileHandle d = Open(fs, "/d", OpenFlags.O_DIRECTORY);
        fs.Restore(before);
        Assert.Equal(FsError.None, fs.Posix.Mkdir(d.At("old")));
        Assert.Equal(FsError.None, fs.Posix.Stat(d.At("old"), out _));
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat("/d/old", out _));
        Assert.Equal(FsError.EXDEV, fs.Posix.Rename(d.At("old"), "/old"));
        Assert.Equal(FsError.EXDEV, new UnionFileSystem().Posix.Stat(d.At("old"), out _));
        d.Dispose();
        Assert.Equal(FsError.EBADF, fs.Posix.Stat(d.At("old"), out _));
    }

    [Fact]
    public void Handle_InsideABatch_LeadsIntoTheBatch()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddDirectory("/d").Build());
        using FileHandle d = Open(fs, "/d", OpenFlags.O_DIRECTORY);
        fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Mkdir(d.At("in")));
            Assert.Equal(FsError.None, batch.Posix.Stat(d.At("in"), out _));
            Assert.Equal(FsError.ENOENT, fs.Posix.Stat(d.At("in"), out _));
        });
        Assert.True(fs.Directory.Exists("/d/in"));
    }

    [Fact]
    public void PlaceHandle_OnlyNames()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "x").AddSymlink("/l", "f").AddSpecial("/fifo", NodeKind.Fifo).Build());
        using FileHandle link = Open(fs, "/l", OpenFlags.O_PATH | OpenFlags.O_NOFOLLOW | OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_TRUNC);
        Assert.Equal(FsError.None, fs.Posix.ReadLink(link.Itself, out string target));
        Assert.Equal("f", target);
        using FileHandle file = Open(fs, "/f", OpenFlags.O_PATH);
        Assert.Equal(FsError.EBADF, file.Read(0, new byte[1], out _));
        Assert.Equal(FsError.EBADF, file.Write(0, new byte[1]));
        Assert.Equal(FsError.EBADF, file.SetMode(0));
        Assert.Equal(FsError.EBADF, file.Seek(0, SeekOrigin.Begin, out _));
        Assert.Equal(FsError.None, fs.Posix.Chmod(file.Itself, 0x180));
        Assert.Equal(FsError.None, fs.Posix.Link(file.Itself, "/second"));
        Assert.Equal((0x180, 2), (fs.File.GetStat("/f").Mode, fs.File.GetStat("/f").LinkCount));
        using FileHandle fifo = Open(fs, "/fifo", OpenFlags.O_PATH);
        Assert.Equal(FsError.None, fifo.Stat(out FileStat stat));
        Assert.Equal(NodeKind.Fifo, stat.Kind);
        Assert.Equal(FsError.ENOTDIR, fs.Posix.Open("/f", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, out _));
    }

    [Fact]
    public void TemporaryFile_IsNowhere_UntilItIsLinked()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddDirectory("/tmp").Build());
        Snapshot before = fs.Snapshot();
        FileHandle file = Open(fs, "/tmp", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR);
        Assert.Equal(FsError.None, file.Write("first"u8));
        Assert.Equal(FsError.None, file.Stat(out FileStat nameless));
        Assert.Equal((0, 5L), (nameless.LinkCount, nameless.Size));
        Assert.Empty(fs.GetChanges());
        Assert.Equal(FsError.None, fs.Posix.Link(file.Itself, "/tmp/f"));
        Assert.Equal(FsError.EEXIST, fs.Posix.Link(file.Itself, "/tmp/f"));
        Assert.Equal(nameless.Inode, Ino(fs, "/tmp/f"));
        Assert.Equal(FsError.None, file.Write(" second"u8));
        Assert.Equal("first second", fs.File.ReadAllText("/tmp/f"));
        fs.File.AppendAllText("/tmp/f", "!");
        Assert.Equal(13, file.Length);
        Assert.Equal(FsError.None, fs.Posix.Rename("/tmp", "/moved"));
        Assert.Equal(FsError.None, file.SetLength(5));
        Assert.Equal("first", fs.File.ReadAllText("/moved/f"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/moved/f"));
        Assert.Equal(FsError.ENOENT, fs.Posix.Link(file.Itself, "/again")); // linkable once
        Assert.Equal(FsError.None, file.Write(0, "F"u8));
        Assert.Equal(5, file.Length);
        file.Dispose();
        Assert.Equal(FsError.None, before.Posix.Stat("/tmp", out _));
    }

    [Fact]
    public void TemporaryFile_WrongFlags_Refused()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "").Build());
        Assert.Equal(FsError.EINVAL, fs.Posix.Open("/", OpenFlags.O_TMPFILE, out _));
        Assert.Equal(FsError.EINVAL, fs.Posix.Open("/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR | OpenFlags.O_CREAT, out _));
        Assert.Equal(FsError.ENOTDIR, fs.Posix.Open("/f", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR, out _));
        Assert.Equal(FsError.ENOENT, fs.Posix.Open("/no", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR, out _));
        Assert.Equal(FsError.EROFS, fs.Snapshot().Posix.Open("/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR, out _));
        using FileHandle sealedFile = Open(fs, "/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR | OpenFlags.O_EXCL);
        Assert.Equal(FsError.ENOENT, fs.Posix.Link(sealedFile.Itself, "/name"));
    }

    [Fact]
    public void TemporaryFile_LinkedInAFailedBatch_IsNamelessAgain()
    {
        var fs = new UnionFileSystem();
        using FileHandle file = Open(fs, "/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR);
        Assert.Throws<InvalidOperationException>(() => fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Link(file.Itself, "/f"));
            throw new InvalidOperationException();
        }));
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat("/f", out _));
        Assert.Equal(FsError.None, file.Write("kept"u8));
        Assert.Equal(FsError.None, fs.Posix.Link(file.Itself, "/f"));
        Assert.Equal("kept", fs.File.ReadAllText("/f"));
    }

    [Fact]
    public void Position_MovesWithReadAndWrite_AndSeeks()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "0123456789").Build());
        using FileHandle file = Open(fs, "/f", OpenFlags.O_RDWR);
        var four = new byte[4];
        Assert.Equal(FsError.None, file.Read(four, out int count));
        Assert.Equal(4, count);
        Assert.Equal(FsError.None, file.Write("AB"u8));
        Assert.Equal(FsError.None, file.Seek(-1, SeekOrigin.End, out long at));
        Assert.Equal(9, at);
        Assert.Equal(FsError.None, file.Read(four, out count));
        Assert.Equal(1, count);
        Assert.Equal(FsError.EINVAL, file.Seek(-11, SeekOrigin.Current, out _));
        Assert.Equal(FsError.EINVAL, file.Seek(0, (SeekOrigin)9, out _));
        Assert.Equal(FsError.EINVAL, file.Seek(long.MaxValue, SeekOrigin.Current, out _));
        Assert.Equal("0123AB6789", fs.File.ReadAllText("/f"));
        using FileHandle end = Open(fs, "/f", OpenFlags.O_WRONLY | OpenFlags.O_APPEND);
        Assert.Equal(FsError.None, end.Write([]));
        Assert.Equal(FsError.None, end.Seek(0, SeekOrigin.Current, out at));
        Assert.Equal(0, at); // nothing was written, so it was not at the end
        Assert.Equal(FsError.None, end.Write("!"u8));
        Assert.Equal(FsError.None, end.Seek(0, SeekOrigin.Current, out at));
        Assert.Equal(11, at);
    }

    [Fact]
    public void DirectoryCookies_StayRight_WhileNamesComeAndGo()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/d/a", "").AddFile("/d/b", "").AddFile("/d/c", "").AddFile("/d/e", "").Build());
        using FileHandle d = Open(fs, "/d", OpenFlags.O_DIRECTORY);
        var two = new DirectoryEntry[2];
        Assert.Equal(FsError.None, d.ReadDirectory(0, two, out int count, out long next));
        Assert.Equal(["a", "b"], two[..count].Select(entry => entry.Name));
        fs.File.Delete("/d/a");
        fs.File.WriteAllText("/d/aa", "");
        Assert.Equal(FsError.None, d.ReadDirectory(next, two, out count, out next));
        Assert.Equal(["c", "e"], two[..count].Select(entry => entry.Name));
        Assert.Equal(FsError.None, d.ReadDirectory(next, two, out count, out _));
        Assert.Equal(0, count);
        Assert.Equal(FsError.None, d.ReadDirectory(0, two, out count, out _));
        Assert.Equal(["aa", "b"], two[..count].Select(entry => entry.Name));
        Assert.Equal(FsError.EINVAL, d.ReadDirectory(-1, two, out _, out _));
        fs.Directory.Delete("/d", recursive: true);
        Assert.Equal(FsError.None, d.ReadDirectory(0, two, out count, out _));
        Assert.Equal(0, count);
    }
}
