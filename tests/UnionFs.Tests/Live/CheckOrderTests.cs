namespace UnionFs.Tests.Live;

/// <summary>Where more than one thing is wrong, or nothing is asked for: what the kernel tells first.</summary>
public class CheckOrderTests
{
    private static FileHandle Open(FileSystem fs, PosixPath path, OpenFlags flags)
    {
        Assert.Equal(FsError.None, fs.Posix.Open(path, flags, out FileHandle? handle));
        return handle!;
    }

    private static FileHandle Closed(FileSystem fs)
    {
        FileHandle handle = Open(fs, "/", OpenFlags.O_DIRECTORY);
        handle.Dispose();
        return handle;
    }

    [Fact]
    public void Closed_handle_is_told_after_what_needs_no_look_at_it()
    {
        var fs = new UnionFileSystem();
        FileHandle closed = Closed(fs);
        Assert.Equal(FsError.EBADF, fs.Posix.Stat(closed.At("a"), out _));
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat(closed.At(""), out _));
        Assert.Equal(FsError.EINVAL, fs.Posix.Open(closed.At("a"), OpenFlags.O_CREAT | OpenFlags.O_DIRECTORY, out _));
        Assert.Equal(FsError.EPERM, fs.Posix.Mknod(closed.At("a"), NodeKind.Directory));
        Assert.Equal(FsError.ENOENT, fs.Posix.Symlink("", closed.At("a")));
        Assert.Equal(FsError.EINVAL, fs.Posix.Rename(closed.At("a"), "/b", (RenameFlags)4));
    }

    [Fact]
    public void Closed_handle_of_the_second_path_is_told_after_what_is_wrong_with_the_first()
    {
        var fs = new UnionFileSystem();
        FileHandle closed = Closed(fs);
        Assert.Equal(FsError.ENOENT, fs.Posix.Link("/missing", closed.At("a")));
        Assert.Equal(FsError.ENOENT, fs.Posix.Rename("/missing/a", closed.At("a")));
        fs.File.WriteAllText("/f", "");
        Assert.Equal(FsError.EBADF, fs.Posix.Link("/f", closed.At("a")));
        Assert.Equal(FsError.EBADF, fs.Posix.Rename("/f", closed.At("a")));
    }

    [Fact]
    public void Times_that_stay_ask_nothing()
    {
        var fs = new UnionFileSystem();
        FileHandle closed = Closed(fs);
        Assert.Equal(FsError.None, fs.Posix.Utimens(closed.At("a"), TimeSetting.Omit, TimeSetting.Omit));
        Assert.Equal(FsError.None, fs.Posix.Utimens(closed.Itself, TimeSetting.Omit, TimeSetting.Omit));
        Assert.Equal(FsError.EBADF, fs.Posix.Utimens(closed.Itself, TimeSetting.Now, TimeSetting.Omit));
    }

    [Fact]
    public void What_is_open_and_no_link_has_no_target()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "");
        using FileHandle file = Open(fs, "/f", OpenFlags.O_PATH);
        Assert.Equal(FsError.ENOENT, fs.Posix.ReadLink(file.Itself, out _));
        Assert.Equal(FsError.EINVAL, fs.Posix.ReadLink("/f", out _));
    }

    [Fact]
    public void Removed_directory_is_not_asked_for_long_names()
    {
        var fs = new UnionFileSystem();
        fs.Directory.CreateDirectory("/d");
        using FileHandle removed = Open(fs, "/d", OpenFlags.O_DIRECTORY);
        fs.Directory.Delete("/d");
        string tooLong = new('x', 256);
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat(removed.At(tooLong), out _));
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat(removed.At(tooLong + "/x"), out _));
        Assert.Equal(FsError.ENOENT, fs.Posix.Mkdir(removed.At(tooLong)));
        Assert.Equal(FsError.ENOENT, fs.Posix.Unlink(removed.At(tooLong)));
        Assert.Equal(FsError.ENAMETOOLONG, fs.Posix.Stat(tooLong, out _));
    }
}
