namespace UnionFs.Tests.Cost;

/// <summary>Tests that look at the memory of the whole process, and so run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}

/// <summary>Where nobody watches, a feed costs nothing.</summary>
[Collection(AloneTests.Name)]
public class ChangeFeedCostTests
{
    [Fact]
    public void Write_AfterTheLastFeedEnded_AllocatesWhatItDidBefore()
    {
        long never = BytesOfAWrite(new UnionFileSystem());
        var fs = new UnionFileSystem();
        ChangeFeed feed = fs.Watch("/");
        long watched = BytesOfAWrite(fs);
        feed.Dispose();
        Assert.Equal(never, BytesOfAWrite(fs));
        Assert.True(watched > never);
    }

    [Fact]
    public void Feed_ThatNobodyReads_CostsBoundedMemory()
    {
        var fs = new UnionFileSystem();
        using ChangeFeed feed = fs.Watch("/", new WatchOptions { Capacity = 10 });
        fs.Posix.WriteContent("/f", Content.From("x"));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 20_000; i++) fs.Posix.Chmod("/f", 0x1A4);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 500_000);
    }

    private static long BytesOfAWrite(UnionFileSystem fs)
    {
        Content content = Content.From("x");
        fs.Posix.WriteContent("/f", content);
        return Allocated.By(() => fs.Posix.WriteContent("/f", content));
    }
}
