namespace UnionFs.Tests.Cost;

/// <summary>Copying a range shares it and a hole lets go: neither costs the bytes of the range.</summary>
public class RangeCostTests
{
    private const long Gibibyte = 1L << 30;
    private const long Tebibyte = 1L << 40;

    /// <summary>From the start to an even place whole branches are shared; to an odd one, the chunks, under 34 branches a thousand chunks.</summary>
    [Theory]
    [InlineData(Gibibyte, 64 * 1024)]
    [InlineData(3 * 65536, 1024 * 1024)]
    public void CopyRange_OfAGibibyte_SharesItsChunks(long offset, long limit)
    {
        Copy(Content.From(new byte[3 * 65536]), offset);
        Assert.InRange(Copy(OneGibibyte(), offset), 1, limit);
    }

    [Fact]
    public void Punch_ATebibyteOfASparseFile_AllocatesUnder64KiB()
    {
        var fs = new UnionFileSystem();
        Assert.InRange(Punch(fs, Prepare), 1, 64 * 1024);

        void Prepare(string path)
        {
            fs.File.WriteAllText(path, "start");
            fs.Posix.Truncate(path, Tebibyte * 2);
            fs.Posix.Open(path, OpenFlags.O_WRONLY, out FileHandle? handle);
            for (long at = 0; at < Tebibyte; at += Tebibyte / 8) handle!.Write(at, "x"u8);
            handle!.Dispose();
        }
    }

    [Fact]
    public void Punch_ATebibyteOfALazyFile_AllocatesUnder64KiBAndReadsTwoChunks()
    {
        var content = new SparseContent(Tebibyte * 2);
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/warm", new SparseContent(Tebibyte * 2)).AddFile("/file", content).Build());
        Assert.InRange(Punch(fs, _ => { }), 1, 64 * 1024);
        Assert.InRange(content.BytesRead, 1, 2 * 16384);
    }

    private static long Punch(UnionFileSystem fs, Action<string> prepare)
    {
        long bytes = 0;
        foreach (string path in new[] { "/warm", "/file" })
        {
            prepare(path);
            Assert.Equal(FsError.None, fs.Posix.Open(path, OpenFlags.O_RDWR, out FileHandle? handle));
            FsError error = default;
            bytes = Allocated.Once(() => error = handle!.Allocate(AllocateFlags.FALLOC_FL_KEEP_SIZE | AllocateFlags.FALLOC_FL_PUNCH_HOLE, 5, Tebibyte));
            Assert.Equal((FsError.None, Tebibyte * 2), (error, handle!.Length));
            handle.Dispose();
        }
        return bytes;
    }

    private static long Copy(Content content, long offset)
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/from", content).AddFile("/to", "12345").Build());
        fs.Posix.Open("/from", OpenFlags.O_RDONLY, out FileHandle? source);
        fs.Posix.Open("/to", OpenFlags.O_RDWR, out FileHandle? target);
        long copied = 0;
        long bytes = Allocated.Once(() => target!.CopyRange(source!, 0, offset, Gibibyte, out copied));
        Assert.Equal(content.Length, copied);
        var last = new byte[1];
        target!.Read(offset + content.Length - 1, last, out int count);
        Assert.Equal((1, content.Slice(content.Length - 1).FirstSpan[0]), (count, last[0]));
        source!.Dispose();
        target.Dispose();
        return bytes;
    }

    /// <summary>A gibibyte of one chunk that stands everywhere: doubled by copying.</summary>
    private static Content OneGibibyte()
    {
        byte[] chunk = [.. Enumerable.Range(0, 16384).Select(i => (byte)(i % 251))];
        Content content = Content.From(chunk);
        while (content.Length < Gibibyte) content = ChunkedContent.CopyRange(content, 0, content, content.Length, content.Length);
        return content;
    }
}
