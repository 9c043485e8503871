using Microsoft.Extensions.Time.Testing;

namespace UnionFs.Testing.Tests.Examples;

/// <summary>How tests with a file system look: one base for all of them, a fork for each, nothing to clean up, all in parallel.</summary>
public class CounterTests
{
    private static readonly FileSystemFixture Base = FileSystemFixture.FromTree("""
        var/
          counter: 41
        """);

    [Fact]
    public async Task Next_CountsOn_AndLeavesNothingBehind()
    {
        UnionFileSystem fs = Base.Fork();
        Assert.Equal(42, await new Counter(fs, "/var/counter").NextAsync());
        fs.AssertText("/var/counter", "42");
        fs.AssertChanges("modified /var/counter");
    }

    [Fact]
    public async Task Next_WithoutAFile_StartsAtOne()
    {
        UnionFileSystem fs = Base.Fork();
        Assert.Equal(1, await new Counter(fs, "/var/other").NextAsync());
        fs.AssertChanges("added /var/other");
    }

    /// <summary>Whichever change fails, the old number is still there, or the new one, and no temporary file.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Next_OnAFailingDisk_KeepsTheNumber(int nth)
    {
        var faults = new FaultPlan().FailChange(nth, FsError.EIO);
        UnionFileSystem fs = Base.Fork(faults);
        await Assert.ThrowsAsync<IOException>(() => new Counter(fs, "/var/counter").NextAsync());
        Assert.Single(faults.Injected);
        fs.AssertChanges();
    }

    [Fact]
    public async Task Next_OnAFullDisk_KeepsTheNumber()
    {
        UnionFileSystem fs = Base.Fork(new FaultPlan().FillDiskAfter(1));
        await Assert.ThrowsAsync<IOException>(() => new Counter(fs, "/var/counter").NextAsync());
        fs.AssertChanges();
    }

    [Fact]
    public async Task Next_OnASlowDisk_WaitsForIt()
    {
        var clock = new FakeTimeProvider();
        UnionFileSystem fs = Base.Fork(new FaultPlan().SlowReads(TimeSpan.FromHours(1)), clock);
        Task<int> next = new Counter(fs, "/var/counter").NextAsync();
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(42, await next);
    }
}
