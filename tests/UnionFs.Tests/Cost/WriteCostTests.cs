namespace UnionFs.Tests.Cost;

/// <summary>A copy-up copies no data but the pages that a write covers in part, whatever the file's size.</summary>
public class WriteCostTests
{
    private const long Length = 1L << 30;
    private const int Limit = 32 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(123_456_789)]
    [InlineData(Length - 1)]
    [InlineData(Length)]
    public void Write_OneByteIntoALowerGibibyte_AllocatesUnder32KiB(long offset)
    {
        WriteOne(new SparseContent(Length), offset);
        var content = new SparseContent(Length);
        (UnionFileSystem fs, long bytes) = WriteOne(content, offset);
        Assert.InRange(bytes, 1, Limit);
        Assert.InRange(content.BytesRead, 0, Limit);

        Assert.Equal(FsError.None, fs.Posix.Open("/big", OpenFlags.O_RDONLY, out FileHandle? handle));
        var around = new byte[3];
        handle!.Read(Math.Max(0, offset - 1), around, out int count);
        handle.Dispose();
        byte[] expected = [(byte)((offset - 1) % 251), 0xFF, (byte)((offset + 1) % 251)];
        Assert.Equal(offset == 0 ? [0xFF, 1, 2] : expected[..count], around[..count]);
        Assert.Equal(FsError.None, fs.Posix.Stat("/big", out FileStat stat));
        Assert.Equal(Math.Max(Length, offset + 1), stat.Size);
    }

    [Fact]
    public void Write_OneByteIntoAHole_AllocatesUnder32KiB()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/warm", "1");
        fs.File.WriteAllText("/hole", "1");
        long bytes = 0;
        foreach (string path in new[] { "/warm", "/hole" })
        {
            bytes = Allocated.Once(() =>
            {
                fs.Posix.Truncate(path, Length);
                fs.Posix.Open(path, OpenFlags.O_RDWR, out FileHandle? handle);
                handle!.Write(Length / 2, [0xFF]);
                handle.Dispose();
            });
        }
        Assert.InRange(bytes, 1, Limit);
        Assert.Equal(FsError.None, fs.Posix.ReadContent("/hole", out Content content));
        Assert.InRange(content.AllocatedBytes, 1, Limit);
        Assert.Equal(0xFF, content.Slice(Length / 2, 1).FirstSpan[0]);
    }

    [Fact]
    public void Write_AfterASnapshot_AllocatesUnder32KiBAndLeavesTheSnapshot()
    {
        (UnionFileSystem fs, _) = WriteOne(new SparseContent(Length), 5);
        Snapshot before = fs.Snapshot();
        Assert.Equal(FsError.None, fs.Posix.Open("/big", OpenFlags.O_RDWR, out FileHandle? handle));
        Assert.InRange(Allocated.By(() => handle!.Write(5, [0xEE])), 1, Limit);
        handle!.Dispose();
        Assert.Equal(0xFF, ByteAt(before, 5));
        Assert.Equal(0xEE, ByteAt(fs, 5));
    }

    private static byte ByteAt(FileSystem fs, long offset)
    {
        Assert.Equal(FsError.None, fs.Posix.ReadContent("/big", out Content content));
        return content.Slice(offset, 1).FirstSpan[0];
    }

    private static (UnionFileSystem FileSystem, long Bytes) WriteOne(SparseContent content, long offset)
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/big", content).Build());
        long bytes = Allocated.Once(() =>
        {
            fs.Posix.Open("/big", OpenFlags.O_RDWR, out FileHandle? handle);
            handle!.Write(offset, [0xFF]);
            handle.Dispose();
        });
        return (fs, bytes);
    }
}
