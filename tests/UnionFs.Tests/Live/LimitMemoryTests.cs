using UnionFs.Tests.Cost;

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

    [Theory]
    [InlineData(1, 0)] // by bytes
    [InlineData(0, Chunk)] // by chunks, of a source that is no memory
    public void CopyRange_OfMoreThanThereIsRoomFor_StopsReading(long from, long to)
    {
        var source = new SparseContent(64 << 20);
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/lazy", source).Build()) { Limits = new() { Bytes = 10 * Chunk } };
        using FileHandle lazy = Open(fs, "/lazy", OpenFlags.O_RDONLY);
        using FileHandle file = Open(fs, "/file", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        Assert.Equal((FsError.ENOSPC, 0L), (file.CopyRange(lazy, from, to, long.MaxValue, out long copied), copied));
        Assert.InRange(source.BytesRead, 1, 11 * Chunk);
        Assert.Equal((0, 0L), (Used(fs), file.Length));

        Assert.Equal(FsError.None, file.CopyRange(lazy, from, to, 9 * Chunk, out copied));
        Assert.Equal(9 * Chunk, copied);
        Assert.InRange(Used(fs), 9 * Chunk, 10 * Chunk);

        // Over itself takes no more, also where the limit is lower now.
        fs.Limits = new() { Bytes = 1 };
        Assert.Equal(FsError.None, file.CopyRange(lazy, from, to, 9 * Chunk, out _));
        Assert.Equal(FsError.ENOSPC, file.CopyRange(lazy, from, to + 9 * Chunk, 9 * Chunk, out _));

        long read = source.BytesRead;
        fs.Limits = new() { FileBytes = 20 * Chunk };
        Assert.Equal(FsError.EFBIG, file.CopyRange(lazy, from, to, long.MaxValue, out _));
        Assert.Equal(read, source.BytesRead);
    }

    [Fact]
    public void FirstChangeOfALayersFile_CountsWhatItLeaves_WhateverGoes()
    {
        XattrSet xattrs = XattrSet.Empty.With("user.a", new byte[10]).With("user.b", new byte[10]);
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", Content.FromOwned(new byte[40_000]), new Metadata { Xattrs = xattrs }).Build());
        fs.Limits = new() { Bytes = 0 };
        Snapshot before = fs.Snapshot();
        Assert.Equal(FsError.ENOSPC, fs.Posix.RemoveXattr("/f", "user.a"));
        Assert.Equal(FsError.ENOSPC, fs.Posix.Truncate("/f", 20_000));
        Assert.Empty(fs.Snapshot().GetChangesFrom(before));

        fs.Limits = new() { Bytes = 20_016 };
        Assert.Equal(FsError.None, fs.Posix.RemoveXattr("/f", "user.a"));
        Assert.Equal(16, Used(fs));
        Assert.Equal(FsError.None, fs.Posix.Truncate("/f", 20_000));
        Assert.Equal(20_016, Used(fs));

        // From then on what shrinks always works.
        fs.Limits = new() { Bytes = 0 };
        Assert.Equal(FsError.None, fs.Posix.Truncate("/f", 19_000));
        Assert.Equal(FsError.None, fs.Posix.RemoveXattr("/f", "user.b"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/f"));
        Assert.Equal(0, Used(fs));
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
