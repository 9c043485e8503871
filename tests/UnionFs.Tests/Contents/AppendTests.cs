namespace UnionFs.Tests.Contents;

/// <summary>Contents that go on from one another share the room behind the end of a chunk, and none of them ever sees what another put there.</summary>
public class AppendTests
{
    private const int Steps = 6000;
    private const int Kept = 8;
    private const int MaxLength = 5 * ChunkedContent.ChunkSize;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ManyFromOne_EachKeepsItsOwnBytes(int seed)
    {
        var random = new Random(seed);
        (Content Content, byte[] Bytes)[] kept = [.. Enumerable.Range(0, Kept).Select(_ => (Content.Empty, Array.Empty<byte>()))];
        int sharedRoom = 0;
        for (int step = 0; step < Steps; step++)
        {
            (Content content, byte[] bytes) = kept[random.Next(Kept)];
            int length = bytes.Length;
            var part = new byte[random.Next(1, random.Next(2) == 0 ? 200 : 9000)];
            random.NextBytes(part);
            switch (random.Next(9))
            {
                case 0:
                    length = random.Next(MaxLength);
                    content = ChunkedContent.Resize(content, length);
                    Array.Resize(ref bytes, length);
                    break;
                case 1:
                    int at = random.Next(length + 10_000);
                    content = ChunkedContent.Write(content, at, part);
                    bytes = Written(bytes, at, part);
                    break;
                case 2:
                    int hole = random.Next(length + 1), gone = random.Next(length - hole + 1);
                    content = ChunkedContent.Punch(content, hole, gone);
                    bytes = [.. bytes];
                    bytes.AsSpan(hole, gone).Clear();
                    break;
                case 3:
                    (Content other, byte[] otherBytes) = kept[random.Next(Kept)];
                    int from = random.Next(otherBytes.Length + 1), to = random.Next(2) == 0 ? from : random.Next(length + 20_000);
                    content = ChunkedContent.CopyRange(other, from, content, to, otherBytes.Length - from);
                    bytes = otherBytes.Length == from ? bytes : Written(bytes, to, otherBytes[from..]);
                    break;
                default:
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    content = ChunkedContent.Write(content, length, part);
                    if (length > ChunkedContent.ChunkSize && GC.GetAllocatedBytesForCurrentThread() - before < 200) sharedRoom++;
                    bytes = Written(bytes, length, part);
                    break;
            }
            if (bytes.Length > MaxLength) (content, bytes) = (ChunkedContent.Resize(content, MaxLength), bytes[..MaxLength]);
            kept[random.Next(Kept)] = (content, bytes);
            foreach ((Content each, byte[] expected) in kept) Assert.Equal(expected, BytesOf(each));
        }
        Assert.True(sharedRoom > 100, $"{sharedRoom} appends found room");
    }

    [Fact]
    public void Forks_AppendAndGrow_ApartFromEachOther()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllBytes("/log", new byte[20_000]);
        fs.File.AppendAllText("/log", "together ");
        Snapshot before = fs.Snapshot();
        UnionFileSystem one = fs.Fork(), two = fs.Fork(), three = fs.Fork();
        one.File.AppendAllText("/log", "one");
        two.File.AppendAllText("/log", "TWO!");
        three.Posix.Truncate("/log", 20_100);
        fs.File.AppendAllText("/log", "here");
        Assert.Equal("together one", Tail(one));
        Assert.Equal("together TWO!", Tail(two));
        Assert.Equal("together " + new string('\0', 91), Tail(three));
        Assert.Equal("together here", Tail(fs));
        Assert.Equal("together ", Tail(before));
        fs.Restore(before);
        fs.File.AppendAllText("/log", "again");
        Assert.Equal("together again", Tail(fs));
    }

    [Fact]
    public void AppendThatIsRefused_LeavesTheRoomToTheNext()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllBytes("/log", new byte[20_000]);
        fs.File.AppendAllText("/log", "a");
        fs.Limits = new FileSystemLimits { FileBytes = 20_003 };
        Assert.Throws<IOException>(() => fs.File.AppendAllText("/log", "refused"));
        fs.File.AppendAllText("/log", "b");
        Assert.Equal("ab", Tail(fs));
        fs.Posix.Truncate("/log", 20_003);
        Assert.Equal("ab\0", Tail(fs));
    }

    private static byte[] BytesOf(Content content)
    {
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }

    private static string Tail(FileSystem fs) => fs.File.ReadAllText("/log")[20_000..];

    private static byte[] Written(byte[] bytes, int at, byte[] part)
    {
        var result = new byte[Math.Max(bytes.Length, at + part.Length)];
        bytes.CopyTo(result, 0);
        part.CopyTo(result, at);
        return result;
    }
}
