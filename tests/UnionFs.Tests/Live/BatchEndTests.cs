namespace UnionFs.Tests.Live;

/// <summary>What is left of a batch when it has ended.</summary>
public class BatchEndTests
{
    [Fact]
    public void BatchHandle_AfterTheBatch_IsClosed()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "old").Build());
        FileHandle? handle = null;
        fs.Update(batch => batch.Posix.Open("/f", OpenFlags.O_RDWR, out handle));
        fs.File.WriteAllText("/f", "new");
        var bytes = new byte[3];
        Assert.Equal(FsError.EBADF, handle!.Read(0, bytes, out _));
    }

    [Fact]
    public void Batch_ReadAfterItFailed_DoesNotShowWhatNeverHappened()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "old").Build());
        Batch? leaked = null;
        Assert.Throws<InvalidDataException>(() => fs.Update(batch =>
        {
            leaked = batch;
            batch.File.WriteAllText("/f", "new");
            throw new InvalidDataException();
        }));
        Assert.Equal(FsError.EBADF, leaked!.Posix.ReadContent("/f", out _));
    }

    [Fact]
    public void BatchStream_LeftOpen_KeepsNoLock()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "old").Build());
        fs.Posix.Open("/f", OpenFlags.O_RDONLY, out FileHandle? other);
        fs.Update(batch => batch.File.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.None)); // "close with it"
        using FileSystemStream stream = fs.File.OpenRead("/f");
        GC.KeepAlive(other);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RemovedDirectory_OpenedAgainInABatch_CountsUntilItsOwnHandleCloses(bool fails)
    {
        var fs = new UnionFileSystem();
        fs.Directory.CreateDirectory("/d");
        fs.Posix.Open("/d", OpenFlags.O_DIRECTORY, out FileHandle? directory);
        fs.Posix.Rmdir("/d");
        Assert.Equal(1, Used(fs));
        FileHandle? again = null;
        Action run = () => fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Open(directory!.At("."), OpenFlags.O_RDONLY, out again));
            if (fails) throw new InvalidDataException();
        });
        if (fails) Assert.Throws<InvalidDataException>(run);
        else run();
        again!.Dispose();
        Assert.Equal(1, Used(fs));
        directory!.Dispose();
        Assert.Equal(0, Used(fs));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RemovedDirectory_ClosedInABatch_IsGone(bool fails)
    {
        var fs = new UnionFileSystem();
        fs.Directory.CreateDirectory("/d");
        fs.Posix.Open("/d", OpenFlags.O_DIRECTORY, out FileHandle? one);
        fs.Posix.Open(one!.At("."), OpenFlags.O_DIRECTORY, out FileHandle? two);
        fs.Posix.Rmdir("/d");
        Action run = () => fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Chmod(one!.At("."), 0x1C0));
            one.Dispose();
            Assert.Equal(FsError.None, batch.Posix.Stat(two!.At("."), out _));
            if (fails) throw new InvalidDataException();
        });
        if (fails) Assert.Throws<InvalidDataException>(run);
        else run();
        Assert.Equal(FsError.None, two!.Stat(out FileStat stat));
        Assert.Equal(fails ? 0x1ED : 0x1C0, stat.Mode);
        Assert.Equal(1, Used(fs));
        two.Dispose();
        Assert.Equal(0, Used(fs));
    }

    private static long Used(FileSystem fs)
    {
        Assert.Equal(FsError.None, fs.Posix.StatFs("/", out FileSystemUsage usage));
        return usage.UsedInodes;
    }
}
