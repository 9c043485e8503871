using System.Buffers;

namespace UnionFs.Tests.Contents;

public class ContentEditTests
{
    /// <summary>Random writes and resizes on every kind of start, against a byte array; every intermediate content must stay as it was.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(100, 2)]
    [InlineData(ChunkedContent.ChunkSize, 3)]
    [InlineData(ChunkedContent.ChunkSize * 5 + 17, 4)]
    [InlineData(-ChunkedContent.ChunkSize * 3 - 5, 5)] // negative: a lazy source of that length
    [InlineData(-7, 6)]
    public void RandomEdits_AnyStart_EqualAByteArray(int start, int seed)
    {
        var random = new Random(seed);
        var model = new byte[Math.Abs(start)];
        random.NextBytes(model);
        Content content = start < 0 ? new SourceContent([.. model]) : Content.From(model);
        var history = new List<(Content Content, byte[] Model)>();
        for (int step = 0; step < 300; step++)
        {
            if (random.Next(3) > 0)
            {
                int offset = random.Next(ChunkedContent.ChunkSize * 40);
                if (random.Next(2) == 0) offset = random.Next(model.Length + 10);
                var bytes = new byte[random.Next(random.Next(4) == 0 ? 60_000 : 300)];
                random.NextBytes(bytes);
                content = ChunkedContent.Write(content, offset, bytes);
                if (bytes.Length > 0 && offset + bytes.Length > model.Length) Array.Resize(ref model, offset + bytes.Length);
                else model = [.. model];
                bytes.CopyTo(model.AsSpan(bytes.Length == 0 ? 0 : offset));
            }
            else
            {
                int length = random.Next(4) == 0 ? 0 : random.Next(model.Length + ChunkedContent.ChunkSize);
                content = ChunkedContent.Resize(content, length);
                Array.Resize(ref model, length);
                model = [.. model];
            }
            AssertSame(model, content);
            history.Add((content, model));
        }
        foreach ((Content then, byte[] bytes) in history) AssertSame(bytes, then);
    }

    [Fact]
    public void Write_OneByteFarOut_CostsOneChunk()
    {
        Content content = ChunkedContent.Write(Content.Empty, 1L << 40, "x"u8);
        Assert.Equal((1L << 40) + 1, content.Length);
        Assert.InRange(content.AllocatedBytes, 1, ChunkedContent.ChunkSize);
        var one = new byte[2];
        Assert.Equal(2, content.Read((1L << 40) - 1, one));
        Assert.Equal([0, (byte)'x'], one);
    }

    [Fact]
    public void Resize_ToTheLargestLength_IsAHole()
    {
        Content content = ChunkedContent.Resize(Content.From("x"), long.MaxValue);
        Assert.Equal(long.MaxValue, content.Length);
        Assert.Equal(ChunkedContent.LeastStored, content.AllocatedBytes);
        content = ChunkedContent.Write(content, long.MaxValue - 1, "y"u8);
        var last = new byte[1];
        content.Read(long.MaxValue - 1, last);
        Assert.Equal((byte)'y', last[0]);
        Assert.Equal("x", Text(ChunkedContent.Resize(content, 1)));
    }

    [Fact]
    public void ShrinkThenGrow_OverASource_ShowsZerosNotTheSource()
    {
        Content content = ChunkedContent.Resize(new SourceContent("abcdef"u8.ToArray()), 2);
        Assert.Equal("ab\0\0\0", Text(ChunkedContent.Resize(content, 5)));
    }

    [Fact]
    public void Slice_OfMemory_CopiesNothing()
    {
        byte[] memory = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        Content owned = Content.FromOwned(memory);
        Assert.True(owned.Slice(10, 20).First.Span.Overlaps(memory));
        Content edited = ChunkedContent.Write(owned, 50_000, "x"u8);
        ReadOnlySequence<byte> bytes = edited.Slice(0);
        Assert.Equal(100_000, bytes.Length);
        Assert.True(bytes.First.Span.Overlaps(memory));
        Assert.Equal((byte)'x', bytes.Slice(50_000, 1).FirstSpan[0]);
    }

    [Fact]
    public void Read_SourceFails_IsAnErrorNotZeros()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", new FailingContent()).Build());
        fs.Posix.Open("/f", OpenFlags.O_RDWR, out FileHandle? handle);
        Assert.Equal(FsError.EIO, handle!.Read(0, new byte[1], out int count));
        Assert.Equal(0, count);
        Assert.Equal(FsError.EIO, handle.Write(0, "x"u8)); // the rest of the chunk cannot be read
        Assert.Equal(FsError.None, handle.SetLength(0));
        Assert.Equal(FsError.None, handle.Write(0, "x"u8));
        Assert.Throws<IOException>(() => new Snapshot(fs.Layers).File.ReadAllBytes("/f"));
        handle.Dispose();
    }

    [Fact]
    public void SameBytes_EditedFromALargeSource_ReadsOnlyWhatDiffers()
    {
        var source = new CountingContent(1L << 40);
        Content edited = ChunkedContent.Write(source, 1L << 39, [1]);
        Content back = ChunkedContent.Write(edited, 1L << 39, [0]);
        source.BytesRead = 0;
        Assert.False(ChunkedContent.SameBytes(source, edited));
        Assert.False(ChunkedContent.SameBytes(edited, back));
        Assert.True(ChunkedContent.SameBytes(source, back));
        Assert.True(ChunkedContent.SameBytes(back, source));
        Assert.InRange(source.BytesRead, 1, 10 * ChunkedContent.ChunkSize);
    }

    /// <summary>Against comparing arrays: edits of one start, of different height, length and base.</summary>
    [Fact]
    public void SameBytes_RandomEdits_EqualsComparingArrays()
    {
        var random = new Random(7);
        for (int round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(200_000)];
            Content start = random.Next(2) == 0 ? new SourceContent(bytes) : Content.From(bytes);
            Content[] two = [start, start];
            for (int edit = random.Next(6); edit > 0; edit--)
            {
                ref Content content = ref two[random.Next(2)];
                content = random.Next(3) == 0
                    ? ChunkedContent.Resize(content, random.Next(300_000))
                    : ChunkedContent.Write(content, random.Next(250_000), new byte[] { (byte)random.Next(2) });
            }
            if (random.Next(2) == 0) two[1] = ChunkedContent.Resize(two[1], two[0].Length);
            Assert.Equal(two[0].Slice(0).ToArray().AsSpan().SequenceEqual(two[1].Slice(0).ToArray()), ChunkedContent.SameBytes(two[0], two[1]));
        }
    }

    private static void AssertSame(byte[] expected, Content content)
    {
        Assert.Equal(expected.Length, content.Length);
        var copy = new byte[expected.Length];
        Assert.Equal(copy.Length, content.Read(0, copy));
        Assert.True(expected.AsSpan().SequenceEqual(copy));
        Assert.True(expected.AsSpan().SequenceEqual(content.Slice(0).ToArray()));
    }

    private static string Text(Content content) => System.Text.Encoding.UTF8.GetString(content.Slice(0).ToArray());

    private sealed class SourceContent(byte[] bytes) : Content
    {
        public override long Length => bytes.Length;

        protected internal override void ReadExactly(long offset, Span<byte> destination) => bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    private sealed class CountingContent(long length) : Content
    {
        internal long BytesRead { get; set; }

        public override long Length => length;

        protected internal override void ReadExactly(long offset, Span<byte> destination)
        {
            BytesRead += destination.Length;
            destination.Clear();
        }
    }

    private sealed class FailingContent : Content
    {
        public override long Length => 100;

        protected internal override void ReadExactly(long offset, Span<byte> destination) => throw new IOException("gone");
    }
}
