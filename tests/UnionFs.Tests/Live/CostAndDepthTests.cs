namespace UnionFs.Tests.Live;

/// <summary>Costs that follow the change, and trees deeper than a stack.</summary>
public class CostAndDepthTests
{
    [Fact]
    public void Diff_OneOpenFileInALargeDirectory_CostsNotTheDirectory()
    {
        Assert.InRange(Cost(50_000), 0, 4 * Cost(500));

        static long Cost(int files)
        {
            var builder = new LayerBuilder();
            for (int i = 0; i < files; i++) builder.AddFile($"/d/f{i}", "");
            var fs = new UnionFileSystem(builder.Build());
            using FileSystemStream stream = fs.File.Open("/d/f0", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Write("x"u8);
            fs.Diff();
            fs.File.WriteAllText("/d/one more", "");
            long before = GC.GetAllocatedBytesForCurrentThread();
            fs.Diff();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Diff_OneByteInASparseFile_CostsNotItsLength()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "x");
        Assert.Equal(FsError.None, fs.Posix.Truncate("/f", 1L << 60));
        fs.Commit();
        using (FileSystemStream stream = fs.File.Open("/f", FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Position = (1L << 60) - 1;
            stream.WriteByte(1);
        }
        var diff = new Thread(() => fs.Snapshot().Diff()) { IsBackground = true };
        diff.Start();
        Assert.True(diff.Join(5000), "the difference of one byte took over 5 s");
    }

    private sealed class Counting(long length) : Content
    {
        internal long Bytes;
        public override long Length => length;
        protected internal override void ReadExactly(long offset, Span<byte> destination) { Bytes += destination.Length; destination.Clear(); }
    }

    [Fact]
    public void Diff_OneByteInALazyFile_ReadsNotTheWholeSource()
    {
        var source = new Counting(64 << 20);
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", source).Build());
        using (FileSystemStream stream = fs.File.Open("/f", FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Position = (64 << 20) - 1;
            stream.WriteByte(1);
        }
        source.Bytes = 0;
        fs.Diff();
        Assert.InRange(source.Bytes, 0, 1 << 20);
    }

    private static Exception? OnStack(int bytes, Action action)
    {
        Exception? caught = null;
        var thread = new Thread(() => caught = Record.Exception(action), bytes);
        thread.Start();
        thread.Join();
        return caught;
    }

    [Fact]
    public void RemoveTree_TooDeepForTheStack_ChangesNothing()
    {
        string deep = string.Concat(Enumerable.Repeat("/d", 5000));
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/d/f", "old").AddFile(deep + "/x", "").AddHardLink(deep + "/y", deep + "/x").Build());
        fs.Posix.Open("/d/f", OpenFlags.O_RDWR, out FileHandle? handle);
        Exception? removal = OnStack(256 << 10, () => fs.Posix.RemoveTree("/d"));
        Assert.Null(Record.Exception(() => handle!.Write(0, "new"u8)));
        Assert.Equal(removal is null ? "gone" : "new", removal is null ? "gone" : fs.File.ReadAllText("/d/f"));
        Assert.Null(removal);
    }
}
