namespace UnionFs.Tests.Live;

public class LimitTests
{
    private static readonly byte[] Chunk = new byte[16384];

    [Fact]
    public void Inodes_AtTheLimit_ENOSPCForWhateverIsMade_AndNothingHasChanged()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/lower/file", "x").Build()) { Limits = new() { Inodes = 3 } };
        Assert.Equal(FsError.None, fs.Posix.Mkdir("/a"));
        Assert.Equal(FsError.None, fs.Posix.WriteContent("/a/b", Content.From("b")));
        Assert.Equal(FsError.None, fs.Posix.Symlink("b", "/a/c"));
        Snapshot full = fs.Snapshot();
        Assert.Equal(FsError.ENOSPC, fs.Posix.Mkdir("/d"));
        Assert.Equal(FsError.ENOSPC, fs.Posix.WriteContent("/d", Content.From("d")));
        Assert.Equal(FsError.ENOSPC, fs.Posix.Symlink("b", "/d"));
        Assert.Equal(FsError.ENOSPC, fs.Posix.Mknod("/d", NodeKind.Fifo));
        Assert.Equal(FsError.ENOSPC, fs.Posix.Open("/d", OpenFlags.O_CREAT | OpenFlags.O_RDWR, out FileHandle? handle));
        Assert.Null(handle);
        Assert.Equal(FsError.ENOSPC, fs.Posix.Open("/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR, out _));
        IOException thrown = Assert.Throws<IOException>(() => fs.Directory.CreateDirectory("/d/e/f"));
        Assert.Equal(("No space left on device : '/d/e/f'", (int)FsError.ENOSPC), (thrown.Message, thrown.HResult));
        Assert.Empty(fs.Snapshot().GetChangesFrom(full));

        // What makes no inode goes on, and what goes makes room.
        Assert.Equal(FsError.None, fs.Posix.Link("/a/b", "/a/d"));
        Assert.Equal(FsError.None, fs.Posix.Rename("/lower", "/moved"));
        Assert.Equal(FsError.None, fs.Posix.Chmod("/moved/file", 0x1C0));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/a/b"));
        Assert.Equal(FsError.ENOSPC, fs.Posix.Mkdir("/d"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/a/d"));
        Assert.Equal(FsError.None, fs.Posix.Mkdir("/d"));
        Assert.Equal((3, 0), (Usage(fs).UsedInodes, Usage(fs).FreeInodes));
    }

    [Fact]
    public void Bytes_AreWholeChunksOfWhatWasWrittenHere()
    {
        var lower = new LayerBuilder().AddFile("/lower", Content.FromOwned(new byte[10_000])).AddFile("/lazy", new Cost.SparseContent(1 << 30)).Build();
        var fs = new UnionFileSystem(lower);
        Assert.Equal((0, 0), (Usage(fs).UsedBytes, Usage(fs).UsedInodes));

        fs.Posix.Truncate("/lazy", 1 << 29);
        Assert.Equal(0, Usage(fs).UsedBytes); // no byte was written
        using (FileHandle lazy = Open(fs, "/lazy", OpenFlags.O_RDWR)) lazy.Write(5, [1]);
        Assert.Equal(Chunk.Length, Usage(fs).UsedBytes);

        fs.Posix.WriteContent("/new", Content.From(new byte[100]));
        Assert.Equal(Chunk.Length + 100, Usage(fs).UsedBytes);
        fs.Posix.Truncate("/new", 1 << 30);
        Assert.Equal(2 * Chunk.Length, Usage(fs).UsedBytes); // a chunk now, and a hole
        fs.Posix.SetXattr("/new", "user.abc", new byte[10]);
        Assert.Equal(2 * Chunk.Length + 18, Usage(fs).UsedBytes);
        fs.Posix.Unlink("/new");
        fs.Posix.Unlink("/lazy");
        Assert.Equal(0, Usage(fs).UsedBytes);
        Assert.Equal(FsError.None, fs.Posix.Stat("/lower", out FileStat stat));
        Assert.Equal(10_000, stat.Size);
    }

    [Fact]
    public void Bytes_PastTheLimit_ENOSPC_AndTheFileIsAsItWas()
    {
        var fs = new UnionFileSystem { Limits = new() { Bytes = 2 * Chunk.Length } };
        using FileHandle file = Open(fs, "/file", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(FsError.None, file.Write(0, Chunk));
        Assert.Equal(FsError.None, file.Write(0, Chunk)); // over itself takes no more
        Assert.Equal(FsError.ENOSPC, file.Write(Chunk.Length, new byte[Chunk.Length + 1]));
        Assert.Equal(Chunk.Length, file.Length);
        Assert.Equal(FsError.None, file.Append(Chunk, out _));
        Assert.Equal(FsError.ENOSPC, file.Append([1], out _));
        Assert.Equal(FsError.ENOSPC, fs.Posix.SetXattr("/file", "user.x", new byte[1]));
        Assert.Equal(FsError.None, fs.Posix.WriteContent("/empty", Content.Empty));
        Assert.Equal(FsError.ENOSPC, fs.Posix.WriteContent("/empty", Content.From("x")));
        Assert.Throws<IOException>(() => fs.File.Copy("/file", "/copy"));
        Assert.False(fs.File.Exists("/copy"));

        Assert.Equal(FsError.None, file.Allocate(AllocateFlags.FALLOC_FL_PUNCH_HOLE | AllocateFlags.FALLOC_FL_KEEP_SIZE, 0, Chunk.Length));
        Assert.Equal(FsError.None, fs.Posix.WriteContent("/empty", Content.From("x")));
        Assert.Equal(Chunk.Length + 1, Usage(fs).UsedBytes);
        Assert.Equal(Chunk.Length - 1, Usage(fs).FreeBytes);
    }

    [Fact]
    public void NamelessFiles_CountUntilTheLastHandleCloses()
    {
        var fs = new UnionFileSystem { Limits = new() { Inodes = 1, Bytes = Chunk.Length } };
        FileHandle file = Open(fs, "/file", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(FsError.None, fs.Posix.Unlink("/file"));
        Assert.Equal(FsError.ENOSPC, fs.Posix.Mkdir("/d"));
        Assert.Equal(FsError.None, file.Write(0, Chunk));
        Assert.Equal(FsError.ENOSPC, file.Write(Chunk.Length, [1]));
        Assert.Equal((1, Chunk.Length), (Usage(fs).UsedInodes, Usage(fs).UsedBytes));
        Assert.Equal(FsError.None, fs.Snapshot().Posix.StatFs("/", out FileSystemUsage frozen));
        Assert.Equal((0, 0L), (frozen.UsedInodes, frozen.UsedBytes)); // nobody could open it there
        file.Dispose();
        Assert.Equal((0, 0L), (Usage(fs).UsedInodes, Usage(fs).UsedBytes));

        using FileHandle temporary = Open(fs, "/", OpenFlags.O_RDWR | OpenFlags.O_TMPFILE);
        Assert.Equal(FsError.None, temporary.Write(0, [1]));
        Assert.Equal(FsError.ENOSPC, fs.Posix.Mkdir("/d"));
        Assert.Equal(FsError.None, fs.Posix.Link(temporary.Itself, "/linked"));
        Assert.Equal((1, 1L), (Usage(fs).UsedInodes, Usage(fs).UsedBytes));
    }

    [Fact]
    public void DirectoryEntries_EDQUOT_AlsoForRenameAndLink_OpenFilesStayWhereTheyAre()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/full/1", "1").AddFile("/full/2", "2").AddFile("/other/3", "3").Build())
        {
            Limits = new() { DirectoryEntries = 2 },
        };
        using FileHandle third = Open(fs, "/other/3", OpenFlags.O_RDWR);
        using FileHandle directory = Open(fs, "/full", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        using FileHandle temporary = Open(fs, "/full", OpenFlags.O_RDWR | OpenFlags.O_TMPFILE);
        Assert.Equal(FsError.EDQUOT, fs.Posix.Mkdir("/full/3"));
        Assert.Equal(FsError.EDQUOT, fs.Posix.Rename("/other/3", "/full/3"));
        Assert.Equal(FsError.EDQUOT, fs.Posix.Link("/other/3", directory.At("3")));
        Assert.Equal(FsError.EDQUOT, fs.Posix.Link(temporary.Itself, "/full/3"));
        Assert.Equal(FsError.EDQUOT, fs.Posix.Open(directory.At("3"), OpenFlags.O_CREAT | OpenFlags.O_WRONLY, out _));
        Assert.Equal(FsError.None, third.Write(0, "4"u8));
        Assert.Equal("4", fs.File.ReadAllText("/other/3"));
        Assert.Equal(FsError.None, fs.Posix.Link(temporary.Itself, "/other/4"));

        // Replacing and renaming inside it make nothing fuller, nor does a limit below what is there.
        Assert.Equal(FsError.None, fs.Posix.Rename("/full/1", "/full/3"));
        Assert.Equal(FsError.None, fs.Posix.Rename("/other/3", "/full/3"));
        fs.Limits = new() { DirectoryEntries = 1 };
        Assert.Equal(FsError.None, fs.Posix.Rename("/full/3", "/full/1"));
        Assert.Equal(FsError.None, fs.Posix.Rename("/full/1", "/full/2", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(FsError.EDQUOT, fs.Posix.Mkdir("/d"));
    }

    [Fact]
    public void FileBytes_EFBIG_HolesIncluded()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/lower", "12345678").Build()) { Limits = new() { FileBytes = 4 } };
        using FileHandle file = Open(fs, "/file", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal(FsError.None, file.Write(0, "1234"u8));
        Assert.Equal(FsError.EFBIG, file.Write(4, "5"u8));
        Assert.Equal(FsError.EFBIG, file.SetLength(5));
        Assert.Equal(FsError.EFBIG, file.Allocate(AllocateFlags.None, 0, 5));
        Assert.Equal(FsError.EFBIG, fs.Posix.Truncate("/file", 5));
        Assert.Equal(FsError.EFBIG, fs.Posix.WriteContent("/file", Content.From("12345")));
        using FileHandle lower = Open(fs, "/lower", OpenFlags.O_RDWR);
        Assert.Equal(FsError.EFBIG, file.CopyRange(lower, 0, 0, 8, out long copied));
        Assert.Equal(0, copied);
        Assert.Equal("1234", fs.File.ReadAllText("/file"));

        // What is longer already may be written within, and cut.
        Assert.Equal(FsError.None, lower.Write(6, "x"u8));
        Assert.Equal(FsError.None, lower.SetLength(7));
        Assert.Equal(FsError.EFBIG, lower.SetLength(8));
        Assert.Equal("123456x", fs.File.ReadAllText("/lower"));
    }

    [Fact]
    public void SnapshotForkRestoreCommit_CountAsTheyAreDocumented()
    {
        var fs = new UnionFileSystem { Limits = new() { Inodes = 2 } };
        Snapshot empty = fs.Snapshot();
        fs.File.WriteAllText("/a", "a");
        fs.File.WriteAllText("/b", "b");
        Snapshot full = fs.Snapshot();

        UnionFileSystem fork = fs.Fork();
        Assert.Equal(2, Usage(fork).UsedInodes);
        Assert.Equal(FsError.ENOSPC, fork.Posix.Mkdir("/c"));
        fork.File.Delete("/a");
        Assert.Equal((1, 2), (Usage(fork).UsedInodes, Usage(fs).UsedInodes));

        fs.Restore(empty);
        Assert.Equal(0, Usage(fs).UsedInodes);
        fs.Limits = new() { Inodes = 1 };
        fs.Restore(full); // past the limit, as it was
        Assert.Equal(2, Usage(fs).UsedInodes);
        Assert.Equal(FsError.ENOSPC, fs.Posix.Mkdir("/c"));

        Layer diff = fs.Commit();
        Assert.Equal(2, Usage(fs).UsedInodes);
        var above = new UnionFileSystem(fs.Layers);
        Assert.Equal(0, Usage(above).UsedInodes);
        above.File.AppendAllText("/a", "!");
        Assert.Equal((0, 2L), (Usage(above).UsedInodes, Usage(above).UsedBytes));
        Assert.Equal(0, Usage(new UnionFileSystem(LayerStack.FromBottom(full.ToLayer(), diff))).UsedInodes);
    }

    [Fact]
    public void Batch_GoesByTheLimits_AndAFailedOneCountsNothing()
    {
        var fs = new UnionFileSystem { Limits = new() { Inodes = 2 } };
        Assert.Throws<InvalidDataException>(() => fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Mkdir("/a"));
            Assert.Equal(FsError.None, batch.Posix.Open("/b", OpenFlags.O_CREAT | OpenFlags.O_RDWR, out FileHandle? handle));
            Assert.Equal(FsError.None, batch.Posix.Unlink("/b"));
            Assert.Equal(FsError.ENOSPC, batch.Posix.Mkdir("/c"));
            handle!.Dispose();
            Assert.Equal(FsError.None, batch.Posix.Mkdir("/c"));
            Assert.Equal(2, Usage(batch).UsedInodes);
            throw new InvalidDataException();
        }));
        Assert.Equal(0, Usage(fs).UsedInodes);
    }

    [Fact]
    public void StatFs_OfASnapshot_HasNothingFree()
    {
        var fs = new UnionFileSystem { Limits = new() { Bytes = 100 } };
        fs.File.WriteAllText("/a", "a");
        Assert.Equal(FsError.None, fs.Snapshot().Posix.StatFs("/a", out FileSystemUsage usage));
        Assert.Equal((1L, 1L, 0L, true), (usage.UsedBytes, usage.UsedInodes, usage.FreeBytes, usage.IsReadOnly));
        Assert.Equal(FsError.ENOENT, fs.Posix.StatFs("/b", out _));
        Assert.Null(new FileSystemUsage(1, 1, FileSystemLimits.None, false).FreeBytes);
    }

    [Fact]
    public void Limits_Negative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new FileSystemLimits { Bytes = -1 });

    private static FileHandle Open(FileSystem fs, string path, OpenFlags flags)
    {
        Assert.Equal(FsError.None, fs.Posix.Open(path, flags, out FileHandle? handle));
        return handle!;
    }

    private static FileSystemUsage Usage(FileSystem fs)
    {
        Assert.Equal(FsError.None, fs.Posix.StatFs("/", out FileSystemUsage usage));
        return usage;
    }
}
