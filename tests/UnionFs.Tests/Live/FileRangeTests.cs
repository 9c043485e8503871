namespace UnionFs.Tests.Live;

/// <summary>fallocate, lseek and copy_file_range of a handle. Errors and times as Linux 6.18 gives them on tmpfs.</summary>
public class FileRangeTests
{
    private const AllocateFlags Keep = AllocateFlags.FALLOC_FL_KEEP_SIZE;
    private const AllocateFlags Punch = Keep | AllocateFlags.FALLOC_FL_PUNCH_HOLE;
    private const AllocateFlags Zero = AllocateFlags.FALLOC_FL_ZERO_RANGE;

    private readonly UnionFileSystem _fs = new();

    [Theory]
    [InlineData(AllocateFlags.None, 5, 10, 15)]
    [InlineData(AllocateFlags.None, 1, 2, 8)]
    [InlineData(Keep, 5, 10, 8)]
    [InlineData(Punch, 5, 10, 8)]
    [InlineData(Zero, 5, 10, 15)]
    [InlineData(Zero | Keep, 5, 10, 8)]
    public void Allocate_AnyKind_GrowsOrKeepsAndZeroes(AllocateFlags flags, long offset, long length, long expected)
    {
        using FileHandle file = Open("/f", "abcdefgh");
        Assert.Equal(FsError.None, file.Allocate(flags, offset, length));
        byte[] text = [.. "abcdefgh"u8, .. new byte[7]];
        if ((flags & ~Keep) != 0) text.AsSpan((int)offset, (int)length).Clear();
        Assert.Equal(text[..(int)expected], _fs.File.ReadAllBytes("/f"));
    }

    [Theory]
    [InlineData(AllocateFlags.None, -1, 1, FsError.EINVAL)]
    [InlineData(AllocateFlags.None, 0, 0, FsError.EINVAL)]
    [InlineData((AllocateFlags)0x100, -1, 1, FsError.EINVAL)]
    [InlineData((AllocateFlags)0x100, 0, 1, FsError.EOPNOTSUPP)]
    [InlineData(AllocateFlags.FALLOC_FL_PUNCH_HOLE, 0, 1, FsError.EOPNOTSUPP)]
    [InlineData(Punch | Zero, 0, 1, FsError.EOPNOTSUPP)]
    [InlineData((AllocateFlags)0x20, 0, 1, FsError.EOPNOTSUPP)]
    [InlineData((AllocateFlags)0x20, long.MaxValue, 1, FsError.EFBIG)] // Linux knows it: only the file system says no
    [InlineData((AllocateFlags)0x28, long.MaxValue, 1, FsError.EOPNOTSUPP)]
    [InlineData(Punch, long.MaxValue, 1, FsError.EFBIG)]
    [InlineData(Keep, long.MaxValue - 1, 1, FsError.None)]
    public void Allocate_WrongArguments_AreRefused(AllocateFlags flags, long offset, long length, FsError expected)
    {
        using FileHandle file = Open("/f", "abc");
        Assert.Equal(expected, file.Allocate(flags, offset, length));
        Assert.Equal(3, file.Length);
    }

    [Fact]
    public void AllocatedBytes_CountChunks_AndNoHoles()
    {
        var fs = new UnionFileSystem();
        Assert.Equal(FsError.None, fs.Posix.Open("/f", OpenFlags.O_CREAT | OpenFlags.O_RDWR, out FileHandle? handle));
        using (handle)
        {
            handle!.Write(1L << 40, new byte[1]);
            Assert.InRange(fs.File.GetStat("/f").AllocatedBytes, 1, 16384);
            handle.Allocate(AllocateFlags.FALLOC_FL_PUNCH_HOLE | AllocateFlags.FALLOC_FL_KEEP_SIZE, 1L << 40, 16384);
            Assert.Equal((0, (1L << 40) + 1), (fs.File.GetStat("/f").AllocatedBytes, fs.File.GetStat("/f").Size));
        }
    }

    [Fact]
    public void Allocate_NotWritableOrClosed_IsEbadfAfterTheFlags()
    {
        Open("/f", "abc").Dispose();
        _fs.Posix.Open("/f", OpenFlags.O_RDONLY, out FileHandle? reader);
        Assert.Equal(FsError.EBADF, reader!.Allocate(Keep, long.MaxValue, 1));
        Assert.Equal(FsError.EOPNOTSUPP, reader.Allocate((AllocateFlags)0x100, 0, 1));
        Assert.Equal(FsError.EBADF, reader.Allocate((AllocateFlags)0x20, 0, 1));
        _fs.Posix.Open("/f", OpenFlags.O_PATH, out FileHandle? place);
        Assert.Equal(FsError.EBADF, place!.Allocate(AllocateFlags.None, -1, 1));
        _fs.Directory.CreateDirectory("/d");
        _fs.Posix.Open("/d", OpenFlags.O_DIRECTORY, out FileHandle? folder);
        Assert.Equal(FsError.EBADF, place.CopyRange(folder!, 0, 0, 1, out _));
        Assert.Equal(FsError.EISDIR, reader.CopyRange(folder!, 0, 0, 1, out _));
        _fs.Posix.Open("/", OpenFlags.O_RDONLY, out FileHandle? directory);
        Assert.Equal(FsError.EBADF, directory!.Allocate(Keep, 0, 1));
        Assert.Equal((FsError.EINVAL, FsError.EINVAL), (directory.SeekData(0, out _), directory.SeekHole(0, out _)));
        Assert.Equal((FsError.None, FsError.None), (reader.Sync(), directory.Sync()));
        reader.Dispose();
        Assert.Equal((FsError.EBADF, FsError.EBADF, FsError.EBADF), (reader.Allocate(Keep, 0, 0), reader.SeekData(0, out _), reader.Sync()));
    }

    [Fact]
    public void Allocate_InsideTheFile_MovesTheTimes()
    {
        using FileHandle file = Open("/f", "abc");
        file.SetTimes(TimeSetting.Omit, TimeSetting.At(new UnixTime(1, 0)));
        Assert.Equal(FsError.None, file.Allocate(Keep, 0, 1));
        file.Stat(out FileStat stat);
        Assert.NotEqual(new UnixTime(1, 0), stat.ModifyTime);
    }

    [Fact]
    public void Seek_AroundAHole_FindsItsEdges()
    {
        using FileHandle file = Open("/f", "");
        Assert.Equal((FsError.ENXIO, FsError.ENXIO), (file.SeekData(0, out _), file.SeekHole(0, out _)));
        file.Write(1 << 20, "x"u8);
        Assert.Equal((FsError.None, 1L << 20), (file.SeekData(5, out long data), data));
        Assert.Equal((FsError.None, 5L), (file.SeekHole(5, out long hole), hole));
        Assert.Equal((FsError.None, (1L << 20) + 1), (file.SeekHole(1 << 20, out hole), hole));
        file.SetLength(1 << 21);
        Assert.Equal(FsError.ENXIO, file.SeekData((1 << 21) - 1, out _));
        Assert.Equal((FsError.ENXIO, FsError.ENXIO), (file.SeekHole(-1, out _), file.SeekHole(1 << 21, out _)));
    }

    [Fact]
    public void CopyRange_PastTheSource_CopiesWhatIsThereOrNothing()
    {
        using FileHandle source = Open("/s", "abcdef"), target = Open("/t", "12");
        target.SetTimes(TimeSetting.Omit, TimeSetting.At(new UnixTime(1, 0)));
        Assert.Equal((FsError.None, 0L), (target.CopyRange(source, 6, 500, 10, out long copied), copied));
        Assert.Equal((FsError.None, 0L), (target.CopyRange(source, 0, 0, 0, out copied), copied));
        target.Stat(out FileStat stat);
        Assert.Equal((2L, new UnixTime(1, 0)), (stat.Size, stat.ModifyTime));
        Assert.Equal((FsError.None, 2L), (target.CopyRange(source, 4, 3, 10, out copied), copied));
        Assert.Equal("12\0ef", _fs.File.ReadAllText("/t"));
        Assert.Equal((FsError.None, 4L), (target.CopyRange(source, 0, long.MaxValue - 4, 10, out copied), copied));
        Assert.Equal(long.MaxValue, target.Length);
        target.Stat(out stat);
        Assert.NotEqual(new UnixTime(1, 0), stat.ModifyTime);
    }

    [Theory]
    [InlineData(0, 3, 4, FsError.EINVAL)] // overlaps
    [InlineData(4, 6, 100, FsError.None)] // does not, once it is clipped
    [InlineData(0, 3, 3, FsError.None)]
    [InlineData(0, 0, 0, FsError.None)]
    [InlineData(-1, 0, 10, FsError.EOVERFLOW)]
    [InlineData(0, -1, 10, FsError.EOVERFLOW)]
    [InlineData(0, -1, 0, FsError.EINVAL)]
    [InlineData(0, 0, -1, FsError.EINVAL)]
    [InlineData(0, long.MaxValue, 0, FsError.EFBIG)]
    [InlineData(-1, long.MaxValue, 0, FsError.EFBIG)]
    public void CopyRange_InOneFile_IsRefusedOnlyWhereItOverlaps(long from, long to, long length, FsError expected)
    {
        using FileHandle file = Open("/f", "abcdef");
        Assert.Equal(expected, file.CopyRange(file, from, to, length, out long copied));
        Assert.Equal(expected == FsError.None ? Math.Min(length, 6 - from) : 0, copied);
    }

    [Fact]
    public void CopyRange_WrongHandles_AreRefused()
    {
        using FileHandle file = Open("/f", "abc"), other = Open("/g", "abc");
        FileHandle Opened(string path, OpenFlags flags)
        {
            Assert.Equal(FsError.None, _fs.Posix.Open(path, flags, out FileHandle? handle));
            return handle!;
        }
        using FileHandle reader = Opened("/f", OpenFlags.O_RDONLY), writer = Opened("/f", OpenFlags.O_WRONLY);
        using FileHandle appender = Opened("/f", OpenFlags.O_RDWR | OpenFlags.O_APPEND), directory = Opened("/", OpenFlags.O_RDONLY);
        Assert.Equal(FsError.EBADF, other.CopyRange(writer, -1, 0, 1, out _));
        Assert.Equal(FsError.EBADF, reader.CopyRange(other, 0, 0, 1, out _));
        Assert.Equal(FsError.EBADF, appender.CopyRange(other, 0, 0, 0, out _));
        Assert.Equal(FsError.EISDIR, reader.CopyRange(directory, 0, 0, 1, out _));
        Assert.Equal(FsError.EISDIR, directory.CopyRange(file, 0, 0, 1, out _));
    }

    [Fact]
    public void CopyRange_BetweenFileSystems_Works()
    {
        using FileHandle source = Open("/f", "abc");
        var elsewhere = new UnionFileSystem();
        elsewhere.Posix.Open("/g", OpenFlags.O_RDWR | OpenFlags.O_CREAT, out FileHandle? target);
        Assert.Equal((FsError.None, 3L), (target!.CopyRange(source, 0, 0, long.MaxValue, out long copied), copied));
        target.Dispose();
        Assert.Equal("abc", elsewhere.File.ReadAllText("/g"));
    }

    private FileHandle Open(string path, string text)
    {
        _fs.File.WriteAllText(path, text);
        Assert.Equal(FsError.None, _fs.Posix.Open(path, OpenFlags.O_RDWR, out FileHandle? handle));
        return handle!;
    }
}
