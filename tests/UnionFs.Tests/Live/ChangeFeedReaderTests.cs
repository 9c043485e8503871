using System.Runtime.CompilerServices;

namespace UnionFs.Tests.Live;

/// <summary>Who gets what: scopes, bounds, readers, ends.</summary>
public class ChangeFeedReaderTests
{
    private static string[] Told(string path, WatchOptions? options, Action<UnionFileSystem> act)
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/src/a", "a").AddFile("/src/in/b", "b").AddFile("/srcs", "c").Build());
        using ChangeFeed feed = fs.Watch(path, options);
        act(fs);
        return ChangeFeedTests.Taken(feed);
    }

    private static void TouchAll(UnionFileSystem fs)
    {
        foreach (string path in new[] { "/", "/src", "/src/a", "/src/in", "/src/in/b", "/srcs" }) fs.Posix.Chmod(path, 0x1FF);
    }

    [Theory]
    [InlineData("/src", true, "/src,/src/a,/src/in,/src/in/b")]
    [InlineData("src/", true, "/src,/src/a,/src/in,/src/in/b")]
    [InlineData("/src", false, "/src,/src/a,/src/in")]
    [InlineData("/", false, "/,/src,/srcs")]
    [InlineData("/", true, "/,/src,/src/a,/src/in,/src/in/b,/srcs")]
    [InlineData("/src/in/b", false, "/src/in/b")]
    [InlineData("/none", true, "")]
    public void Watch_OfAPath_TellsWhatIsThere(string path, bool isRecursive, string expected) =>
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => "attributes " + name),
            Told(path, new WatchOptions { Recursive = isRecursive }, TouchAll));

    [Fact]
    public void Watch_OfADirectory_SeesRenamesInAndOutAndAbove() =>
        Assert.Equal(["renamed /srcs -> /src/in/c", "renamed /src/in/b -> /b", "renamed /src -> /x", "renamed /x -> /src", "deleted /src"],
            Told("/src/in", null, fs =>
            {
                fs.Posix.Rename("/srcs", "/src/in/c");
                fs.Posix.Rename("/src/in/b", "/b");
                fs.Posix.Rename("/b", "/c");
                fs.Posix.Rename("/src", "/x");
                fs.Posix.Rename("/x", "/src");
                fs.Posix.RemoveTree("/src");
            }));

    [Fact]
    public void Filter_KeepsWhatItSays() =>
        Assert.Equal(["deleted /src/a"], Told("/", new WatchOptions { Filter = change => change.Kind == FileChangeKind.Deleted }, fs =>
        {
            TouchAll(fs);
            fs.Posix.Unlink("/src/a");
        }));

    [Fact]
    public async Task Filter_Throws_EndsTheFeedAndNotTheWriter()
    {
        var fs = new UnionFileSystem();
        using ChangeFeed feed = fs.Watch("/", new WatchOptions { Filter = _ => throw new InvalidDataException() });
        using ChangeFeed other = fs.Watch("/");
        Assert.Equal(FsError.None, fs.Posix.Mkdir("/a"));
        Assert.Equal(["created /a"], ChangeFeedTests.Taken(other));
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (FileChange _ in feed.ReadAllAsync()) Assert.Fail("nothing passed");
        });
    }

    [Fact]
    public void Capacity_Reached_OneOverflowThenNothingUntilItIsTaken()
    {
        var fs = new UnionFileSystem();
        using ChangeFeed feed = fs.Watch("/", new WatchOptions { Capacity = 2 });
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 100; i++) fs.Posix.Mkdir($"/{round}-{i}");
            Assert.True(feed.TryRead(out FileChange first));
            Assert.Equal($"/{round}-0", first.Path);
            fs.Posix.Mkdir($"/{round}-dropped"); // there is room again, but the order must show the gap
            Assert.Equal([$"created /{round}-1", "overflow /"], ChangeFeedTests.Taken(feed));
        }
        fs.Posix.Mkdir("/last");
        Assert.Equal(["created /last"], ChangeFeedTests.Taken(feed));
    }

    [Fact]
    public void Capacity_OfNothing_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnionFileSystem().Watch("/", new WatchOptions { Capacity = 0 }));

    [Fact]
    public async Task Dispose_EndsReadersAfterWhatIsThere()
    {
        var fs = new UnionFileSystem();
        ChangeFeed feed = fs.Watch("/");
        fs.Posix.Mkdir("/a");
        var taken = new List<string>();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = Task.Run(async () =>
        {
            await foreach (FileChange change in feed.ReadAllAsync())
            {
                taken.Add(change.Path);
                first.TrySetResult();
            }
        });
        await first.Task;
        fs.Posix.Mkdir("/b");
        feed.Dispose();
        feed.Dispose();
        fs.Posix.Mkdir("/c");
        await reader;
        Assert.Equal(["/a", "/b"], taken);
        Assert.False(feed.TryRead(out _));
    }

    [Fact]
    public async Task ReadAllAsync_Cancelled_Throws()
    {
        using ChangeFeed feed = new UnionFileSystem().Watch("/");
        using var source = new CancellationTokenSource();
        IAsyncEnumerator<FileChange> events = feed.ReadAllAsync(source.Token).GetAsyncEnumerator();
        ValueTask<bool> next = events.MoveNextAsync();
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await events.DisposeAsync();
    }

    [Fact]
    public void Feed_ThatNobodyRefersTo_IsCollected()
    {
        var fs = new UnionFileSystem();
        WeakReference feed = Abandon(fs);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(feed.IsAlive);
        fs.Posix.Mkdir("/a");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Abandon(UnionFileSystem fs) => new(fs.Watch("/"));

    [Fact]
    public async Task Feed_ThatOnlyAWaitingReaderHas_GoesOn()
    {
        var fs = new UnionFileSystem();
        Task<string> reader = FirstPath(fs);
        Assert.False(reader.IsCompleted);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        fs.Posix.Mkdir("/a");
        Assert.Equal("/a", await reader.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> FirstPath(UnionFileSystem fs)
    {
        await foreach (FileChange change in fs.Watch("/").ReadAllAsync()) return change.Path;
        return "";
    }

    [Fact]
    public async Task Feeds_OfManyThreads_SeeOneOrder()
    {
        const int Threads = 4, Each = 500;
        var fs = new UnionFileSystem();
        var options = new WatchOptions { Capacity = 2 * Threads * Each };
        using ChangeFeed one = fs.Watch("/", options);
        using ChangeFeed two = fs.Watch("/", options);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                fs.Posix.Mkdir($"/{thread}-{i}");
                using ChangeFeed passing = fs.Watch("/");
                fs.Posix.Rmdir($"/{thread}-{i}");
            }
        })));
        string[] lines = ChangeFeedTests.Taken(one);
        Assert.Equal(2 * Threads * Each, lines.Length);
        Assert.Equal(lines, ChangeFeedTests.Taken(two));
    }
}
