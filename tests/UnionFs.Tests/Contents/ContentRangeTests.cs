using System.Buffers;
using System.Runtime.InteropServices;
using UnionFs.Tests.Cost;

namespace UnionFs.Tests.Contents;

public class ContentRangeTests
{
    private const int Chunk = ChunkedContent.ChunkSize;
    private const long Tebibyte = 1L << 40;

    /// <summary>Random writes, cuts, punches and copies of two contents against byte arrays; every content in between must stay as it was.</summary>
    [Theory]
    [InlineData(0, 1, 100)]
    [InlineData(100, 2, 100)]
    [InlineData((Chunk * 90) + 17, 3, 100)]
    [InlineData((-Chunk * 90) - 5, 4, 100)] // negative: a lazy source of that length
    [InlineData(-7, 5, 100)]
    [InlineData(0, 6, 3)] // all within a few chunks, so page by page
    [InlineData(100, 7, 3)]
    [InlineData((Chunk * 2) + 17, 8, 3)]
    [InlineData((-Chunk * 2) - 5, 9, 3)]
    [InlineData(-Chunk, 10, 2)]
    public void RandomRanges_AnyStart_EqualByteArrays(int start, int seed, int chunks)
    {
        var random = new Random(seed);
        int longest = chunks < 10 ? 9000 : Chunk * 80, steps = chunks < 10 ? 1500 : 200;
        byte[][] models = [Bytes(random, Math.Abs(start)), Bytes(random, Chunk * Math.Min(chunks, 3))];
        Content[] contents = [start < 0 ? new LazyContent(models[0]) : Content.From(models[0]), Content.FromOwned(models[1])];
        var history = new List<(Content Content, byte[] Model)>();
        for (int step = 0; step < steps; step++)
        {
            int at = random.Next(2), other = random.Next(2);
            byte[] model = [.. models[at]];
            int offset = Offset(random, chunks), length = 1 + random.Next(random.Next(2) == 0 ? 300 : longest);
            switch (random.Next(5))
            {
                case 0:
                    byte[] bytes = Bytes(random, Math.Min(length, 50_000));
                    contents[at] = ChunkedContent.Write(contents[at], offset, bytes);
                    if (offset + bytes.Length > model.Length) Array.Resize(ref model, offset + bytes.Length);
                    bytes.CopyTo(model.AsSpan(offset));
                    break;
                case 1:
                    contents[at] = ChunkedContent.Resize(contents[at], offset);
                    Array.Resize(ref model, offset);
                    break;
                case 2:
                    contents[at] = ChunkedContent.Punch(contents[at], offset, length);
                    if (offset < model.Length) model.AsSpan(offset, Math.Min(length, model.Length - offset)).Clear();
                    break;
                default:
                    int to = random.Next(2) == 0 ? Offset(random, chunks) : (offset + (random.Next(20) * Chunk)) % (Chunk * chunks);
                    contents[at] = ChunkedContent.CopyRange(contents[other], offset, contents[at], to, length);
                    int count = Math.Min(length, models[other].Length - offset);
                    if (count <= 0) break;
                    if (to + count > model.Length) Array.Resize(ref model, to + count);
                    models[other].AsSpan(offset, count).CopyTo(model.AsSpan(to));
                    break;
            }
            models[at] = model;
            AssertSame(model, contents[at]);
            Assert.Equal(models[0].AsSpan().SequenceEqual(models[1]), ChunkedContent.SameBytes(contents[0], contents[1]));
            if (history.Count > 0) Assert.Equal(history[^1].Model.AsSpan().SequenceEqual(model), ChunkedContent.SameBytes(contents[at], history[^1].Content));
            if (step % (steps / 20) == 0) history.Add((contents[at], model));
        }
        foreach ((Content then, byte[] bytes) in history) AssertSame(bytes, then);
    }

    [Fact]
    public void Punch_TebibyteOfALazySource_HoldsAndReadsTwoPages()
    {
        var source = new SparseContent(Tebibyte + 1);
        Content punched = ChunkedContent.Punch(source, 5, Tebibyte - 9);
        Assert.Equal(Tebibyte + 1, punched.Length);
        Assert.Equal(2 * ChunkedContent.LeastStored, punched.AllocatedBytes);
        Assert.InRange(source.BytesRead, 1, 2 * PatchedChunk.PageSize);
        Assert.Equal([4, 0], punched.Slice(4, 2).FirstSpan.ToArray());
        Assert.Equal([0, (byte)((Tebibyte - 4) % 251)], punched.Slice(Tebibyte - 5, 2).FirstSpan.ToArray());
        Assert.Equal((PatchedChunk.PageSize, Tebibyte - PatchedChunk.PageSize), (punched.FindHole(0), punched.FindData(PatchedChunk.PageSize)));
        Assert.False(ChunkedContent.SameBytes(source, punched));
    }

    [Fact]
    public void Punch_ThenCutAndGrown_ShowsZerosNotTheSource()
    {
        Content punched = ChunkedContent.Punch(new SparseContent(Chunk * 100L), Chunk, Chunk * 50L);
        Content again = ChunkedContent.Resize(ChunkedContent.Resize(punched, Chunk * 10L), Chunk * 100L);
        Assert.Equal(Chunk, again.FindHole(0));
        Assert.Equal(-1, again.FindData(Chunk));
        Assert.Equal(-1, again.Slice(Chunk).ToArray().AsSpan().IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Punch_Everything_LetsTheSourceGo()
    {
        var source = new SparseContent(Tebibyte);
        Content punched = ChunkedContent.Punch(source, 0, long.MaxValue);
        Assert.Equal((Tebibyte, 0L, -1L), (punched.Length, punched.AllocatedBytes, punched.FindData(0)));
        Assert.True(ChunkedContent.SameBytes(punched, ChunkedContent.Resize(Content.Empty, Tebibyte)));
        Assert.Equal(0, source.BytesRead);
    }

    [Fact]
    public void CopyRange_AtEqualOffsetsInAChunk_SharesWholeChunks()
    {
        Content source = Content.From(Bytes(new Random(1), Chunk * 5));
        Content copy = ChunkedContent.CopyRange(source, 100, Content.From(new byte[10]), (Chunk * 7) + 100, Chunk * 4);
        Assert.Same(ArrayAt(source, Chunk), ArrayAt(copy, Chunk * 8));
        Assert.Same(ArrayAt(source, Chunk * 3), ArrayAt(copy, Chunk * 10));
        Assert.NotSame(ArrayAt(source, Chunk * 4), ArrayAt(copy, Chunk * 11));
    }

    [Fact]
    public void CopyRange_ToTheEndOfBoth_SharesTheShortLastChunk()
    {
        Content source = Content.From(Bytes(new Random(1), (Chunk * 2) + 5));
        Content copy = ChunkedContent.CopyRange(source, Chunk, Content.From("x"), Chunk, long.MaxValue);
        Assert.Same(ArrayAt(source, Chunk * 2), ArrayAt(copy, Chunk * 2));
        Assert.Equal(source.Length, copy.Length);
    }

    [Fact]
    public void CopyRange_OfASparseTebibyte_CopiesTheDataAlone()
    {
        Content sparse = ChunkedContent.Write(ChunkedContent.Resize(Content.Empty, Tebibyte), Tebibyte / 2, "data"u8);
        Content copy = ChunkedContent.CopyRange(sparse, 1, Content.From("12345"), 4, Tebibyte);
        Assert.Equal(Tebibyte + 3, copy.Length);
        Assert.InRange(copy.AllocatedBytes, 1, 3 * Chunk);
        Assert.Equal("data"u8.ToArray(), copy.Slice((Tebibyte / 2) + 3, 4).ToArray());
        Assert.Equal("1234\0\0"u8.ToArray(), copy.Slice(0, 6).ToArray());
    }

    [Fact]
    public void CopyRange_OfAWholeLazySource_ReadsNothing()
    {
        var source = new SparseContent(Tebibyte);
        Content copy = ChunkedContent.CopyRange(source, 0, Content.From("shorter"), 0, long.MaxValue);
        Assert.Equal((Tebibyte, 0L), (copy.Length, source.BytesRead));
    }

    [Fact]
    public void Resize_ToTheLargestLengthAfterPunch_CanBeCut()
    {
        Content content = ChunkedContent.Punch(new SparseContent(Tebibyte), 0, Tebibyte / 2);
        content = ChunkedContent.Write(content, long.MaxValue - 1, "y"u8);
        content = ChunkedContent.Punch(content, Tebibyte, long.MaxValue);
        Assert.Equal(Tebibyte, content.FindHole(Tebibyte - 1));
        Assert.Equal(-1, content.FindData(Tebibyte));
        Assert.Equal(Tebibyte / 2, ChunkedContent.Resize(content, Tebibyte - 1).FindData(7));
    }

    private static byte[] ArrayAt(Content content, long offset)
    {
        Assert.True(MemoryMarshal.TryGetArray(content.Slice(offset, 1).First, out ArraySegment<byte> segment));
        return segment.Array!;
    }

    private static void AssertSame(byte[] expected, Content content)
    {
        Assert.Equal(expected.Length, content.Length);
        Assert.True(expected.AsSpan().SequenceEqual(content.Slice(0).ToArray()));
        if (content is ChunkedContent chunked) Assert.Equal(chunked.CountAllocatedBytes(), chunked.AllocatedBytes);
        long hole = 0;
        while (hole < expected.Length)
        {
            long data = content.FindData(hole) is >= 0 and var found ? found : expected.Length;
            Assert.Equal(-1, expected.AsSpan((int)hole, (int)(data - hole)).IndexOfAnyExcept((byte)0));
            if (data == expected.Length) return;
            hole = content.FindHole(data);
            Assert.InRange(hole, data + 1, expected.Length);
        }
    }

    private static int Offset(Random random, int chunks)
    {
        if (random.Next(3) > 0) return random.Next(Chunk * chunks);
        return chunks < 10 ? random.Next(Chunk * chunks / PatchedChunk.PageSize) * PatchedChunk.PageSize : random.Next(3) * Chunk * 32;
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private sealed class LazyContent(byte[] bytes) : Content
    {
        public override long Length => bytes.Length;

        protected internal override void ReadExactly(long offset, Span<byte> destination) => bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }
}
