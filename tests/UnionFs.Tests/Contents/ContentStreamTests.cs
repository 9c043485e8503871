namespace UnionFs.Tests.Contents;

public class ContentStreamTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 7 / 3))];

    [Fact]
    public async Task OpenRead_ByWhateverMember_GivesTheBytes()
    {
        Content content = Content.From(Bytes);
        using Stream stream = content.OpenRead();
        Assert.True(stream is { CanRead: true, CanSeek: true, CanWrite: false, Length: 1_000_000, Position: 0 });
        var buffer = new byte[100];
        stream.Seek(-50, SeekOrigin.End);
        Assert.Equal(50, stream.Read(buffer, 10, 90));
        Assert.Equal(Bytes[^50..], buffer[10..60]);
        Assert.Equal(-1, stream.ReadByte());
        stream.Position = 500_000;
        stream.ReadExactly(buffer);
        Assert.Equal(Bytes[500_000..500_100], buffer);
        await stream.ReadExactlyAsync(buffer);
        Assert.Equal(Bytes[500_100..500_200], buffer);
        stream.Seek(-200, SeekOrigin.Current);
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.Equal(Bytes[500_000..], copy.ToArray());
        stream.Position = 999_990;
        copy.SetLength(0);
        await stream.CopyToAsync(copy);
        Assert.Equal(Bytes[^10..], copy.ToArray());
        stream.Position = long.MaxValue;
        Assert.Equal(0, stream.Read(buffer));
    }

    [Fact]
    public void CopyTo_OfWhatIsInMemory_HandsOnTheVeryMemory()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/file", Content.FromOwned(Bytes)).Build());
        Assert.Equal(FsError.None, fs.Posix.ReadContent("/file", out Content content, out _));
        var seen = new Watcher();
        content.OpenRead().CopyTo(seen);
        Assert.Equal(Bytes.Length, seen.Bytes);
    }

    [Fact]
    public void Stream_Closed_OrAskedForWhatItIsNot_SaysSo()
    {
        Stream stream = Content.From("text").OpenRead();
        Assert.Throws<NotSupportedException>(() => stream.Write([1]));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
        Assert.Throws<IOException>(() => stream.Seek(long.MaxValue, SeekOrigin.End));
        Assert.Throws<ArgumentException>(() => stream.Seek(0, (SeekOrigin)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
        stream.Dispose();
        Assert.False(stream.CanRead);
        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => stream.Length);
        Assert.Throws<ObjectDisposedException>(() => stream.CopyTo(Stream.Null));
    }

    [Fact]
    public async Task Stream_OfASourceThatFails_Throws()
    {
        using Stream stream = new Failing().OpenRead();
        Assert.Throws<IOException>(() => stream.ReadByte());
        await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1]));
        await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
        Assert.Equal(0, stream.Position);
    }

    private sealed class Failing : Content
    {
        public override long Length => 10;

        protected internal override void ReadExactly(long offset, Span<byte> destination) => throw new IOException("gone");
    }

    /// <summary>Counts bytes that come from the array itself.</summary>
    private sealed class Watcher : MemoryStream
    {
        internal int Bytes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (ContentStreamTests.Bytes.AsSpan().Overlaps(buffer)) Bytes += buffer.Length;
        }
    }
}
