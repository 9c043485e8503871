namespace UnionFs.Tests.Live;

/// <summary>A directory handle shows one directory of one moment.</summary>
public class DirectoryHandleTests
{
    private static long Ino(FileSystem fs, string path)
    {
        Assert.Equal(FsError.None, fs.Posix.LStat(path, out FileStat stat));
        return stat.Inode;
    }

    [Fact]
    public void DirectoryHandle_ExchangedMeanwhile_StaysOnItsInode()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/d/in-d", "").AddFile("/e/in-e", "").Build());
        Assert.Equal(FsError.None, fs.Posix.Open("/d", OpenFlags.O_RDONLY, out FileHandle? handle));
        long inode = Ino(fs, "/d");
        bool stop = false;
        var swapper = new Thread(() => { while (!Volatile.Read(ref stop)) fs.Posix.Rename("/d", "/e", RenameFlags.RENAME_EXCHANGE); });
        swapper.Start();
        int wrong = 0;
        try
        {
            for (int round = 0; round < 20_000 && wrong == 0; round++)
            {
                handle!.Stat(out FileStat stat);
                if (stat.Inode != inode) wrong++;
                handle.List(out DirectoryListing listing);
                if (listing[0].Name != "in-d") wrong++;
            }
        }
        finally { Volatile.Write(ref stop, true); swapper.Join(); }
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void DirectoryHandle_RenamedMeanwhile_NeverShowsItsPastAgain()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddDirectory("/d").Build());
        fs.Posix.Open("/d", OpenFlags.O_RDONLY, out FileHandle? handle);
        fs.File.WriteAllText("/d/x", "");
        bool stop = false;
        var mover = new Thread(() => { while (!Volatile.Read(ref stop)) { fs.Posix.Rename("/d", "/e"); fs.Posix.Rename("/e", "/d"); } });
        mover.Start();
        int wrong = 0;
        try
        {
            for (int round = 0; round < 20_000 && wrong == 0; round++)
            {
                handle!.List(out DirectoryListing listing);
                if (listing.Count != 1) wrong++;
            }
        }
        finally { Volatile.Write(ref stop, true); mover.Join(); }
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void DirectoryHandle_InsideABatch_ShowsThePublishedState()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddDirectory("/d").Build());
        fs.Posix.Open("/d", OpenFlags.O_RDONLY, out FileHandle? handle);
        fs.File.WriteAllText("/d/x", "");
        fs.Update(batch =>
        {
            batch.Posix.Rename("/d", "/e");
            handle!.List(out DirectoryListing listing);
            Assert.Equal(["x"], listing.Select(entry => entry.Name));
        });
    }

    [Fact]
    public void DirectoryHandle_WhileAnotherThreadHasABatch_DoesNotWait()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/d/x", "").Build());
        fs.Posix.Open("/d", OpenFlags.O_RDONLY, out FileHandle? handle);
        bool ended = false;
        fs.Update(_ =>
        {
            var reader = new Thread(() => handle!.List(out DirectoryListing _)) { IsBackground = true };
            reader.Start();
            ended = reader.Join(2000);
        });
        Assert.True(ended, "a reader waited for a batch");
    }
}
