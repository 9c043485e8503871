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
}
