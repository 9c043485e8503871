namespace UnionFs.Tests.Live;

public class BatchTests
{
    private static UnionFileSystem Make() => new(new LayerBuilder().AddFile("/f", "old").AddFile("/d/g", "g").Build());

    [Fact]
    public void Update_Succeeds_PublishesAllAtOnce()
    {
        var fs = Make();
        fs.Update(batch =>
        {
            batch.File.WriteAllText("/f", "new");
            batch.Posix.Rename("/d", "/e");
            Assert.Equal("g", batch.File.ReadAllText("/e/g"));
            // Nobody else sees anything yet.
            Assert.Equal("old", fs.File.ReadAllText("/f"));
            Assert.True(fs.Directory.Exists("/d"));
        });
        Assert.Equal("new", fs.File.ReadAllText("/f"));
        Assert.Equal("g", fs.File.ReadAllText("/e/g"));
    }

    [Fact]
    public void Update_Throws_ChangesNothing()
    {
        var fs = Make();
        using FileSystemStream open = fs.File.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Snapshot before = fs.Snapshot();
        Assert.Throws<InvalidDataException>(() => fs.Update(batch =>
        {
            batch.Posix.Chmod("/f", 0);
            batch.Posix.Rename("/f", "/d/moved");
            batch.Posix.RemoveTree("/d");
            batch.File.WriteAllText("/f", "another");
            throw new InvalidDataException();
        }));
        Assert.Empty(fs.Snapshot().GetChangesFrom(before));
        open.Write("OLD"u8);
        Assert.Equal("OLD", fs.File.ReadAllText("/f"));
        fs.Posix.Rename("/d", "/e");
        fs.Posix.Rename("/f", "/e/f");
        open.Write("!"u8);
        Assert.Equal("OLD!", fs.File.ReadAllText("/e/f"));
    }

    [Fact]
    public void Update_RenamesAndRemovesOpenFiles_HandlesFollow()
    {
        var fs = Make();
        using FileSystemStream f = fs.File.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using FileSystemStream g = fs.File.Open("/d/g", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        fs.Update(batch =>
        {
            batch.Posix.Rename("/f", "/d/f");
            batch.Posix.Rename("/d", "/e");
            batch.Posix.Unlink("/e/g");
            batch.File.AppendAllText("/e/f", "er");
        });
        f.Write("B"u8);
        Assert.Equal("Blder", fs.File.ReadAllText("/e/f"));
        g.Write("G"u8);
        g.Position = 0;
        Assert.Equal('G', g.ReadByte());
    }

    [Fact]
    public void Update_LiveFileSystemUsedInside_IsRefused()
    {
        var fs = Make();
        fs.Posix.Open("/f", OpenFlags.O_RDWR, out FileHandle? handle);
        fs.Update(batch =>
        {
            Assert.Equal(FsError.EDEADLK, fs.Posix.Mkdir("/x"));
            Assert.Equal(FsError.EDEADLK, handle!.Write(0, "x"u8));
            Assert.Throws<IOException>(() => fs.Update(_ => { }));
            Assert.Throws<IOException>(() => fs.Commit());
            Assert.Throws<IOException>(() => fs.Restore(fs.Snapshot()));
            handle.Dispose();
            batch.File.WriteAllText("/y", "y");
        });
        Assert.Equal(FsError.None, fs.Posix.Mkdir("/x"));
        Assert.Equal("y", fs.File.ReadAllText("/y"));
    }

    [Fact]
    public void Batch_UsedAfterItsUpdate_Fails()
    {
        var fs = Make();
        Batch? leaked = null;
        FileHandle? handle = null;
        fs.Update(batch =>
        {
            leaked = batch;
            batch.Posix.Open("/f", OpenFlags.O_RDWR, out handle);
            handle!.Write(0, "N"u8);
        });
        Assert.Equal("Nld", fs.File.ReadAllText("/f"));
        Assert.Equal(FsError.EBADF, leaked!.Posix.Mkdir("/x"));
        Assert.Equal(FsError.EBADF, handle!.Write(0, "x"u8));
        handle.Dispose();
        Assert.Equal(FsError.None, fs.Posix.Mkdir("/x"));
    }
}
