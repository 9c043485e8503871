namespace UnionFs.Tests.Live;

/// <summary>A batch's changes become true in one moment; its times go on in steps, so that what is made alike shares its metadata.</summary>
public class BatchClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3.9, 0)]
    [InlineData(4, 4)]
    [InlineData(1000, 1000)]
    [InlineData(-5, -5)]
    public void SecondFile_IsAStepLaterOrNotAtAll(double after, double expected)
    {
        var clock = new Clock(Start);
        var fs = new UnionFileSystem(LayerStack.Empty, clock);
        fs.Update(batch =>
        {
            batch.File.WriteAllText("/first", "");
            clock.Now = Start.AddMilliseconds(after);
            batch.File.WriteAllText("/second", "");
        });
        Assert.Equal(Start.UtcDateTime, fs.File.GetLastWriteTimeUtc("/first"));
        Assert.Equal(Start.AddMilliseconds(expected).UtcDateTime, fs.File.GetLastWriteTimeUtc("/second"));
        fs.Posix.Stat("/first", out FileStat first);
        fs.Posix.Stat("/second", out FileStat second);
        Assert.Equal(expected == 0, ReferenceEquals(first.Metadata, second.Metadata));
    }

    [Fact]
    public void OutsideABatch_TimesAreTheClocks()
    {
        var clock = new Clock(Start);
        var fs = new UnionFileSystem(LayerStack.Empty, clock);
        fs.File.WriteAllText("/first", "");
        clock.Now = Start.AddMicroseconds(1);
        fs.File.WriteAllText("/second", "");
        Assert.Equal(Start.UtcDateTime.AddMicroseconds(1), fs.File.GetLastWriteTimeUtc("/second"));
    }

    [Fact]
    public void FilesMadeAlike_OfAnotherModeOrOwner_ShareNothing()
    {
        var fs = new UnionFileSystem(LayerStack.Empty, new Clock(Start));
        fs.Posix.Mknod("/a", NodeKind.File, 0x1A4);
        fs.Posix.Mknod("/b", NodeKind.File, 0x180);
        fs.Posix.Chmod("/", 0x1FF);
        fs.As(new Identity(uid: 7, gid: 8)).Posix.Mknod("/c", NodeKind.File, 0x180);
        fs.As(new Identity(uid: 7, gid: 9)).Posix.Mknod("/d", NodeKind.File, 0x180);
        Assert.Equal(["1a4 0 0", "180 0 0", "180 7 8", "180 7 9"], "abcd".Select(name =>
        {
            fs.Posix.Stat($"/{name}", out FileStat stat);
            return $"{stat.Mode:x} {stat.Uid} {stat.Gid}";
        }));
    }

    private sealed class Clock(DateTimeOffset start) : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
