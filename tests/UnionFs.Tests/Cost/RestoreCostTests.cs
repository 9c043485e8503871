namespace UnionFs.Tests.Cost;

public class RestoreCostTests
{
    [Fact]
    public void Restore_WithAFeed_OverManyRenamesAndReplacements_IsNotSquare() => Allocated.AssertNotSquare(count =>
    {
        var builder = new LayerBuilder();
        for (int i = 0; i < count; i++) builder.AddFile($"/renamed/{i}", "").AddFile($"/replaced/{i}", "");
        var fs = new UnionFileSystem(builder.Build());
        Snapshot before = fs.Snapshot();
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(FsError.None, fs.Posix.Rename($"/renamed/{i}", $"/renamed/to{i}"));
            Assert.Equal(FsError.None, fs.Posix.Unlink($"/replaced/{i}"));
            Assert.Equal(FsError.None, fs.Posix.Mkdir($"/replaced/{i}"));
        }
        return () =>
        {
            using ChangeFeed feed = fs.Watch("/", new WatchOptions { Capacity = 10 * count });
            fs.Restore(before);
            int renames = 0, all = 0;
            for (; feed.TryRead(out FileChange change); all++) renames += change.Kind == FileChangeKind.Renamed ? 1 : 0;
            Assert.Equal(count, renames);
            Assert.InRange(all, 3 * count, 5 * count);
        };
    });
}
