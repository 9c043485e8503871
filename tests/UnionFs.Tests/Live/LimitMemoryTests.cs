namespace UnionFs.Tests.Live;

/// <summary>A limit of bytes bounds memory, whatever a guest does to hold more of it than it is charged for, or for a moment.</summary>
public class LimitMemoryTests
{
    private const int Chunk = 16384;

    [Fact]
    public void OneByteInEveryChunk_CountsWholeChunks()
    {
        var fs = new UnionFileSystem { Limits = new() { Bytes = 10 * Chunk } };
        using FileHandle file = Open(fs, "/file", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        for (int i = 0; i < 10; i++) Assert.Equal(FsError.None, file.Write((long)i << 34, [1]));
        Assert.Equal(10 * Chunk, Used(fs));
        Assert.Equal(FsError.ENOSPC, file.Write(10L << 34, [1]));
        Assert.Equal(FsError.ENOSPC, file.Write(20 << 14, [1]));
        Assert.Equal(FsError.None, file.Write(Chunk - 1, [1])); // fills up what is there
        Assert.Equal(10 * Chunk, Used(fs));
        Assert.Equal(FsError.None, file.SetLength(1));
        Assert.Equal(Chunk, Used(fs));
    }

    private static FileHandle Open(FileSystem fs, string path, OpenFlags flags)
    {
        Assert.Equal(FsError.None, fs.Posix.Open(path, flags, out FileHandle? handle));
        return handle!;
    }

    private static long Used(FileSystem fs)
    {
        Assert.Equal(FsError.None, fs.Posix.StatFs("/", out FileSystemUsage usage));
        return usage.UsedBytes;
    }
}
