using Xunit.Abstractions;

namespace UnionFs.Interleavings;

/// <summary>An open file is the same file until its last handle has gone, and then nothing of it is left.</summary>
public sealed class HandleTests(ITestOutputHelper output)
{
    [Fact]
    public void Close_TwiceAtOnce_CountsOnce() => Explorer.Hold(output, () =>
    {
        (UnionFileSystem fs, FileHandle handle) = Opened();
        FileHandle other = Open(fs, "/f");
        return ([handle.Dispose, handle.Dispose], () =>
        {
            // The other one is still open: its file is kept although it has lost its name.
            Assert.Equal(FsError.None, fs.Posix.Unlink("/f"));
            Assert.Equal(FsError.None, other.Write(0, "more"u8));
            other.Dispose();
            NothingIsLeft(fs);
        });
    });

    [Fact]
    public void Close_BesideRemoval_LeavesNothing() => Explorer.Hold(output, () =>
    {
        (UnionFileSystem fs, FileHandle handle) = Opened();
        return ([handle.Dispose, () => Assert.Equal(FsError.None, fs.Posix.Unlink("/f"))], () => NothingIsLeft(fs));
    });

    [Fact]
    public void Close_BesideAWriteOfAnother_KeepsTheWrite() => Explorer.Hold(output, () =>
    {
        (UnionFileSystem fs, FileHandle first) = Opened();
        FileHandle second = Open(fs, "/f");
        return ([first.Dispose, () => Assert.Equal(FsError.None, second.Write(0, "X"u8))], () =>
        {
            second.Dispose();
            Assert.Equal("Xext", fs.File.ReadAllText("/f"));
        });
    });

    [Fact]
    public void Write_BesideItsOwnClose_IsDoneOrRefused() => Explorer.Hold(output, () =>
    {
        (UnionFileSystem fs, FileHandle handle) = Opened();
        FsError error = default;
        return ([handle.Dispose, () => error = handle.Write(0, "X"u8)], () =>
        {
            Assert.Contains(error, new[] { FsError.None, FsError.EBADF });
            Assert.Equal(error == FsError.None ? "Xext" : "text", fs.File.ReadAllText("/f"));
        });
    });

    [Fact]
    public void Chmod_ByAHandleThatIsBeingClosed_IsDoneOrRefused() => Explorer.Hold(output, () =>
    {
        (UnionFileSystem fs, FileHandle handle) = Opened();
        FsError error = default;
        return ([handle.Dispose, () => error = fs.Posix.Chmod(handle.Itself, 0)], () =>
        {
            Assert.Contains(error, new[] { FsError.None, FsError.EBADF });
            fs.Posix.Stat("/f", out FileStat stat).ThrowIfError("/f");
            Assert.Equal(error == FsError.None, stat.Mode == 0);
        });
    });

    [Fact]
    public void Open_BesideARenameAndAClose_IsTheFileThatMoved() => Explorer.Hold(output, () =>
    {
        (UnionFileSystem fs, FileHandle handle) = Opened();
        FileHandle? late = null;
        return ([() => Assert.Equal(FsError.None, fs.Posix.Rename("/f", "/g")), handle.Dispose, () => fs.Posix.Open("/f", OpenFlags.O_RDWR, out late)], () =>
        {
            if (late is not null) Assert.Equal(FsError.None, late.Write(0, "X"u8));
            Assert.Equal(late is null ? "text" : "Xext", fs.File.ReadAllText("/g"));
            late?.Dispose();
        });
    });

    [Fact]
    public void Close_BesideARestore_LeavesTheRestoredStateAlone() => Explorer.Hold(output, () =>
    {
        (UnionFileSystem fs, FileHandle handle) = Opened();
        Snapshot before = fs.Snapshot();
        Assert.Equal(FsError.None, handle.Write(0, "X"u8));
        return ([handle.Dispose, () => fs.Restore(before)], () => Assert.Equal("text", fs.File.ReadAllText("/f")));
    });

    /// <summary>The same protocol with a look and a store where the exchange belongs.</summary>
    [Fact]
    public void Explorer_CloseThatLooksAndThenStores_IsFoundToCountTwice() => Explorer.Refute(output, () =>
    {
        int isClosed = 0, handles = 2;
        void Close()
        {
            if (Volatile.Read(ref isClosed) != 0) return;
            Volatile.Write(ref isClosed, 1);
            Interlocked.Decrement(ref handles);
        }
        return ([Close, Close], () => Assert.Equal(1, handles));
    });

    private static (UnionFileSystem FileSystem, FileHandle Handle) Opened()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "text");
        return (fs, Open(fs, "/f"));
    }

    private static FileHandle Open(UnionFileSystem fs, string path)
    {
        fs.Posix.Open(path, OpenFlags.O_RDWR, out FileHandle? handle).ThrowIfError(path);
        return handle!;
    }

    private static void NothingIsLeft(UnionFileSystem fs)
    {
        fs.Posix.StatFs("/", out FileSystemUsage usage).ThrowIfError("/");
        Assert.Equal((0L, 0L), (usage.UsedBytes, usage.UsedInodes));
    }
}
