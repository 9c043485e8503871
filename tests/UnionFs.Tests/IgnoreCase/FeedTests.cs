using static UnionFs.Tests.IgnoreCase.Views;
using static UnionFs.Tests.Live.ChangeFeedTests;

namespace UnionFs.Tests.IgnoreCase;

/// <summary>What feeds of file systems that ignore case tell: paths as they are spelled.</summary>
public class FeedTests
{
    private static string[] Told(string watched, Action<UnionFileSystem> act)
    {
        UnionFileSystem fs = Union(Files("/Dir/Inner", "/File"));
        using ChangeFeed feed = fs.Watch(watched);
        act(fs);
        return Taken(feed);
    }

    [Fact]
    public void Events_AreOfTheStoredSpelling() =>
        Assert.Equal(["changed /File", "created /Dir/New", "deleted /Dir/Inner", "attributes /Dir"], Told("/", fs =>
        {
            fs.File.WriteAllText("/FILE", "x");
            fs.Posix.Mkdir("/DIR/New");
            fs.File.Delete("/dir/inner");
            fs.Posix.Chmod("/dir", 0x1C0);
        }));

    [Fact]
    public void NewSpelling_IsARename() =>
        Assert.Equal(["renamed /File -> /FILE", "renamed /Dir -> /DIR"], Told("/", fs =>
        {
            fs.File.Move("/File", "/FILE");
            fs.Directory.Move("/dir", "/DIR");
        }));

    [Fact]
    public void RenameOverAnotherSpelling_TellsWhatIsGone() =>
        Assert.Equal(["deleted /File", "renamed /Dir/Inner -> /FILE"], Told("/", fs => fs.Posix.Rename("/Dir/Inner", "/FILE")));

    [Fact]
    public void Scope_OfAnySpelling_IsThatDirectory()
    {
        Assert.Equal(["created /Dir/x"], Told("/DIR", fs =>
        {
            fs.File.WriteAllText("/y", "");
            fs.Posix.Mknod("/dir/x", NodeKind.File);
        }));
        Assert.Equal(["deleted /Dir"], Told("/dir/INNER", fs => fs.Directory.Delete("/Dir", recursive: true)));
    }

    [Fact]
    public void Restore_AcrossANewSpelling_IsARename() =>
        Assert.Equal(["renamed /FILE -> /File"], Told("/file", fs =>
        {
            Snapshot before = fs.Snapshot();
            using var none = fs.Watch("/none");
            fs.File.Move("/File", "/FILE");
            fs.Restore(before);
        })[1..]);

    [Fact]
    public void Restore_OfAnotherFileUnderThatName_IsGoneAndCome() =>
        Assert.Equal(["deleted /FILE", "created /File"], Told("/file", fs =>
        {
            Snapshot before = fs.Snapshot();
            fs.File.Delete("/File");
            fs.Posix.Mknod("/FILE", NodeKind.Fifo);
            fs.Restore(before);
        })[2..]);
}
