namespace UnionFs.Tests.Live;

/// <summary>Verbs on what is open itself: as the caller who asks, in the tree that caller sees.</summary>
public class ItselfTests
{
    private static FileHandle Open(FileSystem fs, PosixPath path, OpenFlags flags)
    {
        Assert.Equal(FsError.None, fs.Posix.Open(path, flags, out FileHandle? handle));
        return handle!;
    }

    [Fact]
    public void A_caller_does_not_borrow_the_rights_of_who_opened()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "x");
        using FileHandle root = Open(fs, "/f", OpenFlags.O_RDONLY);
        FileSystem user = fs.As(new Identity(1000, 1000));
        Assert.Equal(FsError.EPERM, user.Posix.Chmod(root.Itself, 0x1FF));
        Assert.Equal(FsError.EPERM, user.Posix.Chown(root.Itself, 1000, 1000));
        Assert.Equal(FsError.EPERM, user.Posix.Utimens(root.Itself, UnixTime.From(DateTimeOffset.UnixEpoch), TimeSetting.Omit));
    }

    [Fact]
    public void A_snapshot_changes_nothing_through_a_live_handle()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "x");
        using FileHandle live = Open(fs, "/f", OpenFlags.O_RDONLY);
        Snapshot snapshot = fs.Snapshot();
        Assert.Equal(FsError.EXDEV, snapshot.Posix.Chmod(live.Itself, 0x1FF));
        Assert.Equal(FsError.EXDEV, snapshot.Posix.Stat(live.Itself, out _));
        Assert.Equal(FsError.EXDEV, new UnionFileSystem().Posix.Chmod(live.Itself, 0x1FF));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_batch_removed_gets_no_name_back(bool changed)
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "x");
        using FileHandle handle = Open(fs, "/f", OpenFlags.O_RDWR);
        if (changed) Assert.Equal(FsError.None, handle.Write(0, "new"u8));
        fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Unlink("/f"));
            Assert.Equal(FsError.ENOENT, batch.Posix.Link(handle.Itself, "/g"));
        });
        Assert.False(fs.File.Exists("/g"));
    }

    [Fact]
    public void A_batch_changes_what_is_open_outside()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "x");
        using FileHandle handle = Open(fs, "/f", OpenFlags.O_RDWR);
        fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Chmod("/f", 0x1C0));
            Assert.Equal(FsError.None, batch.Posix.Stat(handle.Itself, out FileStat stat));
            Assert.Equal(0x1C0, stat.Mode);
            Assert.Equal(FsError.None, batch.Posix.Chmod(handle.Itself, 0x180));
        });
        Assert.Equal(0x180, fs.File.GetStat("/f").Mode);
    }

    [Fact]
    public void Truncate_asks_what_it_was_opened_for()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "hello");
        using FileHandle writer = Open(fs, "/f", OpenFlags.O_RDWR);
        using FileHandle reader = Open(fs, "/f", OpenFlags.O_RDONLY);
        using FileHandle place = Open(fs, "/f", OpenFlags.O_PATH);
        using FileHandle directory = Open(fs, "/", OpenFlags.O_DIRECTORY);
        Assert.Equal(FsError.EINVAL, fs.Posix.Truncate(reader.Itself, 1));
        Assert.Equal(FsError.EBADF, fs.Posix.Truncate(place.Itself, 1));
        Assert.Equal(FsError.EINVAL, fs.Posix.Truncate(directory.Itself, 1));
        Assert.Equal(FsError.EINVAL, fs.Posix.Truncate(writer.Itself, -1));
        Assert.Equal(FsError.EXDEV, fs.Snapshot().Posix.Truncate(writer.Itself, 1));
        Assert.Equal("hello", fs.File.ReadAllText("/f"));
        FileSystem user = fs.As(new Identity(1000, 1000));
        Assert.Equal(FsError.EACCES, user.Posix.Truncate("/f", 1));
        Assert.Equal(FsError.None, user.Posix.Truncate(writer.Itself, 4));
        fs.Posix.Unlink("/f");
        fs.Update(batch => Assert.Equal(FsError.None, batch.Posix.Truncate(writer.Itself, 3)));
        Assert.Equal(3, writer.Length);
        writer.Dispose();
        Assert.Equal(FsError.EBADF, fs.Posix.Truncate(writer.Itself, 1));
    }

    [Fact]
    public void A_place_cannot_be_searched_for_data()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "x");
        using FileHandle place = Open(fs, "/f", OpenFlags.O_PATH);
        Assert.Equal(FsError.EBADF, place.SeekData(0, out _));
        Assert.Equal(FsError.EBADF, place.SeekHole(0, out _));
        Assert.Equal(FsError.EBADF, place.Sync());
    }

    [Fact]
    public void Another_does_not_link_what_root_opened()
    {
        var fs = new UnionFileSystem();
        fs.Posix.Chmod("/", 0x1FF);
        using FileHandle handle = Open(fs, "/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR);
        Assert.Equal(FsError.ENOENT, fs.As(new Identity(1000, 1000)).Posix.Link(handle.Itself, "/f"));
        Assert.Equal(FsError.None, fs.Posix.Link(handle.Itself, "/f"));
        var user = fs.As(new Identity(1000, 1000));
        using FileHandle own = Open(user, "/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR);
        Assert.Equal(FsError.None, user.Posix.Link(own.Itself, "/g"));
        Assert.Equal(FsError.None, user.Posix.SetXattr(own.Itself, "user.x", new byte[] { 1 }));
        Assert.Equal(FsError.None, user.Posix.RemoveXattr(own.Itself, "user.x"));
    }

    [Fact]
    public void Made_directories_ask_for_each_parent()
    {
        var fs = new UnionFileSystem();
        fs.Posix.Chmod("/", 0x1FF);
        FileSystem user = fs.As(new Identity(1000, 1000) { Umask = 0x1FF });
        Assert.Throws<UnauthorizedAccessException>(() => user.Directory.CreateDirectory("/a/b/c"));
        Assert.False(fs.Directory.Exists("/a"));
    }
}
