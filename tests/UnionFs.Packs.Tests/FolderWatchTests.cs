using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>Loose folders that change on the host.</summary>
public sealed class FolderWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PackMount Mount()
    {
        _folder.Add("loose/kept", "kept");
        _folder.Add("loose/d/changed", "before");
        _folder.Add("loose/gone", "gone");
        return new PackMount(PackSet.Empty.Add(PackOf.Files("game", "kept", "d/low")).Add(Pack.Open(_folder.At("loose"))));
    }

    private static List<string> Told(ChangeFeed feed)
    {
        var told = new List<string>();
        while (feed.TryRead(out FileChange change)) told.Add($"{change.Kind} {change.Path}");
        return told;
    }

    [Fact]
    public void Refresh_ShowsTheNewVersion_TellsTheDifference_AndSnapshotsKeepTheOldTree()
    {
        PackMount mount = Mount();
        Snapshot before = mount.Files.Snapshot();
        using ChangeFeed feed = mount.Files.Watch("/");
        _folder.Add("loose/d/changed", "afterwards");
        _folder.Add("loose/new", "new");
        File.Delete(_folder.At("loose/gone"));
        Assert.Equal("kept", mount.Files.File.ReadAllText("/kept"));
        mount.Refresh("loose");
        Assert.Equal(["/d/changed=afterwards", "/d/low=game:d/low", "/kept=kept", "/new=new"], PackOf.Listing(mount.Files));
        Assert.Equal(["Changed /d/changed", "Created /new", "Deleted /gone"],
            Told(feed).Where(line => !line.StartsWith("Attributes", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.True(before.File.Exists("/gone"));
        Assert.False(before.File.Exists("/new"));
        Assert.Equal("kept", before.File.ReadAllText("/kept"));
        // Wrong bytes are never served as the old ones.
        Assert.ThrowsAny<IOException>(() => before.File.ReadAllText("/d/changed"));
    }

    [Fact]
    public void Refresh_WhereNothingChanged_DoesNothing()
    {
        PackMount mount = Mount();
        (PackSet packs, LayerStack layers) = (mount.Packs, mount.Files.Layers);
        mount.Refresh("loose");
        Assert.Same(packs, mount.Packs);
        Assert.Same(layers, mount.Files.Layers);
    }

    [Fact]
    public void Refresh_OfWhatIsNoFolder_OrIsAway_ChangesNothing()
    {
        PackMount mount = Mount();
        Assert.Throws<ArgumentException>(() => mount.Refresh("game"));
        Assert.Throws<ArgumentException>(() => mount.Refresh("none"));
        Directory.Delete(_folder.At("loose"), recursive: true);
        Assert.Equal("loose", Assert.Throws<PackException>(() => mount.Refresh("loose")).Pack);
        Assert.True(mount.Files.File.Exists("/gone"));
    }

    [Fact]
    public async Task WatchFolders_BringsWhatChanges()
    {
        PackMount mount = Mount();
        mount.Files.Directory.CreateDirectory("/save");
        using ChangeFeed feed = mount.Files.Watch("/");
        using FolderWatch watch = mount.WatchFolders(TimeSpan.FromMilliseconds(20));
        _folder.Add("loose/deep/er/new", "new");
        // No assertion on time: the test waits for the event, for as long as a test may hang.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await foreach (FileChange change in feed.ReadAllAsync(patience.Token))
            if (change is { Kind: FileChangeKind.Created, Path: "/deep/er/new" }) break;
        Assert.True(mount.Files.File.Exists("/deep/er/new"));
        Assert.True(mount.Files.Directory.Exists("/save"));
    }
}
