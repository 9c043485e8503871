using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>What is written on top of packs goes to their folders, each file where it is routed to.</summary>
public sealed class FlushTests : IDisposable
{
    private static readonly WriteRoute Saves = new("saves", "saves/**", "*.cfg"), Mods = new("mods", "**");

    private readonly TempFolder _folder = new();

    /// <summary>A game in a zip, a folder of mods over it, one of saved games over that.</summary>
    public FlushTests()
    {
        _folder.AddZip("game.zip", ("textures/wall.png", "grey"), ("textures/old/a.png", "a"), ("maps/one.map", "1"));
        _folder.Add("mods/textures/wall.png", "sharp");
        _folder.Add("mods/readme.txt", "hello");
        _folder.Add("saves/saves/slot1", "level 1");
    }

    public void Dispose() => _folder.Dispose();

    private PackMount Mount(Func<PackSet, PackSet>? change = null)
    {
        PackSet packs = PackSet.Open([_folder.At("game.zip"), _folder.At("mods"), _folder.At("saves")]);
        return new PackMount(change is null ? packs : change(packs));
    }

    private string[] OnDisk(string pack) => [.. Directory.EnumerateFiles(_folder.At(pack), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(_folder.At(pack), file)}={File.ReadAllText(file)}")];

    [Fact]
    public void Files_GoWhereTheyAreRouted_AndAreNoChangesAnyMore()
    {
        PackMount game = Mount();
        game.Files.File.WriteAllText("/saves/slot2", "level 7");
        game.Files.File.WriteAllText("/player.cfg", "fov 90");
        game.Files.Directory.CreateDirectory("/maps/new");
        game.Files.File.WriteAllText("/maps/new/two.map", "2");
        game.Files.File.WriteAllText("/textures/wall.png", "sharper");
        game.Files.File.AppendAllText("/maps/one.map", "!");
        string[] before = PackOf.Listing(game.Files);

        FlushReport report = game.Flush(Saves, Mods);
        Assert.Equal(["/maps/new/two.map (mods)", "/maps/one.map (mods)", "/player.cfg (saves)", "/saves/slot2 (saves)", "/textures/wall.png (mods)"], report.Written.Select(each => $"{each.Path} ({each.Pack})"));
        Assert.Empty(report.Removed);
        Assert.Empty(report.Kept);
        Assert.Equal(["maps/new/two.map=2", "maps/one.map=1!", "readme.txt=hello", "textures/wall.png=sharper"], OnDisk("mods"));
        Assert.Equal(["player.cfg=fov 90", "saves/slot1=level 1", "saves/slot2=level 7"], OnDisk("saves"));
        Assert.Empty(game.Files.GetChanges());
        Assert.True(game.Files.Diff().IsEmpty);
        Assert.Equal(before, PackOf.Listing(game.Files));
        Assert.Equal("saves", game.Files.Which("/player.cfg").Winner!.Layer!.Name);
        // And a game that starts anew sees the same.
        Assert.Equal(before, PackOf.Listing(Mount().Files));
        Assert.Empty(game.Flush(Saves, Mods).Written);
    }

    [Fact]
    public void Deletions_GoFromTheFolder_AndStayOnTopForOtherPacks()
    {
        PackMount game = Mount();
        game.Files.File.Delete("/readme.txt");
        game.Files.File.Delete("/textures/wall.png");
        game.Files.Directory.Delete("/textures/old", recursive: true);
        game.Files.Directory.Delete("/saves", recursive: true);
        FlushReport report = game.Flush(Saves, Mods);
        Assert.Equal(["/readme.txt (mods)", "/saves (saves)", "/textures/wall.png (mods)"], report.Removed.Select(each => $"{each.Path} ({each.Pack})"));
        Assert.Equal(["/textures/old", "/textures/wall.png"], report.Kept);
        Assert.Empty(OnDisk("mods"));
        Assert.Empty(OnDisk("saves"));
        Assert.Equal(["/maps/one.map=1"], PackOf.Listing(game.Files));
        Assert.Equal(["/maps/one.map=1", "/textures/old/a.png=a", "/textures/wall.png=grey"], PackOf.Listing(Mount().Files));
    }

    [Fact]
    public void WhatNoRouteMatches_StaysOnTop()
    {
        PackMount game = Mount();
        game.Files.File.WriteAllText("/scratch.tmp", "x");
        game.Files.File.WriteAllText("/saves/slot1", "level 2");
        game.Files.Directory.CreateDirectory("/empty");
        game.Files.Posix.Mknod("/fifo", NodeKind.Fifo);
        FlushReport report = game.Flush(Saves);
        Assert.Equal(["/saves/slot1"], report.Written.Select(each => each.Path));
        Assert.Equal(["/empty", "/fifo", "/scratch.tmp"], report.Kept);
        Assert.Equal("x", game.Files.File.ReadAllText("/scratch.tmp"));
        Assert.Equal(["/empty", "/fifo", "/scratch.tmp"], game.Files.GetChanges().Select(change => change.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ADirectoryMadeAnew_HidesWhatPacksHaveThere_AlsoAfterwards()
    {
        PackMount game = Mount();
        game.Files.Directory.Delete("/textures", recursive: true);
        game.Files.Directory.CreateDirectory("/textures");
        game.Files.File.WriteAllText("/textures/only.png", "one");
        game.Files.File.Delete("/maps/one.map");
        game.Files.Directory.CreateDirectory("/maps/one.map");
        game.Files.File.WriteAllText("/maps/one.map/inside", "in");
        string[] before = PackOf.Listing(game.Files);
        FlushReport report = game.Flush(Mods);
        Assert.Equal(before, PackOf.Listing(game.Files));
        Assert.Equal(["/textures/old", "/textures/wall.png"], report.Kept);
        Assert.Equal(["maps/one.map/inside=in", "readme.txt=hello", "textures/only.png=one"], OnDisk("mods"));
    }

    [Fact]
    public void KindsThatChange_Links_AndModes_AreWritten()
    {
        PackMount game = Mount();
        game.Files.Directory.Delete("/textures", recursive: true);
        game.Files.File.WriteAllText("/textures", "a file now");
        game.Files.File.CreateSymbolicLink("/link", "readme.txt");
        game.Files.Posix.Chmod("/readme.txt", 0x1C0);
        game.Files.Posix.Link("/readme.txt", "/again.txt");
        game.Files.File.SetLastWriteTimeUtc("/readme.txt", new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        game.Flush(Mods);
        Assert.Equal("a file now", File.ReadAllText(_folder.At("mods/textures")));
        Assert.Equal("readme.txt", new FileInfo(_folder.At("mods/link")).LinkTarget);
        Assert.Equal("hello", File.ReadAllText(_folder.At("mods/again.txt")));
        if (OperatingSystem.IsLinux()) Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(_folder.At("mods/readme.txt")));
        Assert.Equal(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), File.GetLastWriteTimeUtc(_folder.At("mods/readme.txt")));
        Assert.Empty(game.Files.GetChanges());
    }

    [Fact]
    public void APackThatIsMountedElsewhere_GetsItsOwnPaths()
    {
        PackMount game = Mount(packs => packs.Change("mods", mods => mods with { Mount = "/addons", Root = "/textures" }));
        game.Files.Directory.CreateDirectory("/addons/deep");
        game.Files.File.WriteAllText("/addons/deep/new.png", "n");
        game.Flush(new WriteRoute("mods", "addons/**"));
        Assert.Contains("textures/deep/new.png=n", OnDisk("mods"));
        game.Files.File.WriteAllText("/outside", "o");
        PackException error = Assert.Throws<PackException>(() => game.Flush(Mods));
        Assert.Equal(("mods", "/outside"), (error.Pack, error.Entry));
    }

    [Fact]
    public void ASetThatIgnoresCase_WritesIntoTheDirectoryThatIsThere()
    {
        PackMount game = Mount(packs => packs.WithNames(NameComparison.IgnoreCase));
        game.Files.File.WriteAllText("/TEXTURES/Wall.PNG", "louder");
        game.Files.File.WriteAllText("/Textures/other.png", "o");
        game.Flush(Mods);
        Assert.Equal(["readme.txt=hello", "textures/other.png=o", "textures/wall.png=louder"], OnDisk("mods"));
    }

    [Fact]
    public void WhatAnotherPackWouldHide_IsRefused_AndNothingHasChanged()
    {
        PackMount game = Mount(packs => packs.Move("mods", 0).Change("game.zip", zip => zip with { Priority = 9 }));
        game.Files.File.WriteAllText("/textures/wall.png", "mine");
        game.Files.File.WriteAllText("/fine.txt", "f");
        string[] disk = OnDisk("mods");
        PackException error = Assert.Throws<PackException>(() => game.Flush(Mods));
        Assert.Equal(("mods", "/textures/wall.png"), (error.Pack, error.Entry));
        Assert.Equal(disk, OnDisk("mods"));
        Assert.Equal(2, game.Files.GetChanges().Count(change => change.NodeKind == NodeKind.File));
        Assert.Throws<ArgumentException>(() => game.Flush(new WriteRoute("game.zip", "**")));
        Assert.Throws<ArgumentException>(() => game.Flush(new WriteRoute("none", "**")));
        game.Update(packs => packs.Disable("saves"));
        Assert.Throws<ArgumentException>(() => game.Flush(Saves));
    }

    [Fact]
    public void ALinkInTheFolder_IsNotWrittenThrough()
    {
        Directory.CreateDirectory(_folder.At("outside"));
        PackMount game = Mount();
        game.Files.Directory.CreateDirectory("/trap");
        game.Files.File.WriteAllText("/trap/file", "x");
        File.CreateSymbolicLink(_folder.At("mods/trap"), _folder.At("outside"));
        Assert.Throws<PackException>(() => game.Flush(Mods));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("outside")));
        game.Files.File.WriteAllText("/.unionfs-flush", "x");
        Assert.Throws<PackException>(() => game.Flush(Mods));
    }

    [Fact]
    public void WhatIsWrittenMeanwhile_StaysOnTop()
    {
        PackMount game = Mount();
        game.Files.File.WriteAllText("/one", "1");
        game.Files.File.WriteAllText("/two", "2");
        int step = 0;
        FlushReport report = game.Flush([Mods], () =>
        {
            if (step++ != 0) return;
            game.Files.File.AppendAllText("/one", " and more");
            game.Files.File.WriteAllText("/three", "3");
        });
        Assert.Equal(["/one", "/three"], report.Kept);
        Assert.Equal("1 and more", game.Files.File.ReadAllText("/one"));
        Assert.Contains("one=1", OnDisk("mods"));
        game.Flush(Mods);
        Assert.Contains("one=1 and more", OnDisk("mods"));
        Assert.Contains("three=3", OnDisk("mods"));
    }
}
