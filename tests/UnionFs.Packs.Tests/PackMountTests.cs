using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>Packs that come and go under a live file system.</summary>
public class PackMountTests
{
    private static readonly PackSet Packs = PackSet.Empty.AddRange([PackOf.Files("game", "f", "d/x"), PackOf.Files("mod", "f", "d/y")]);

    [Fact]
    public void Update_ChangesWhatIsSeen_AndOpenFilesGoOn()
    {
        var mount = new PackMount(Packs);
        using FileSystemStream open = mount.Files.File.OpenRead("/f");
        mount.Files.Posix.Open("/d", OpenFlags.O_DIRECTORY, out FileHandle? directory);
        mount.Update(packs => packs.Disable("mod"));
        Assert.Equal("game:f", mount.Files.File.ReadAllText("/f"));
        using var reader = new StreamReader(open);
        Assert.Equal("mod:f", reader.ReadToEnd());
        Assert.Equal(FsError.None, directory!.List(out DirectoryListing listing));
        Assert.Equal(["x", "y"], listing.Select(entry => entry.Name));
        Assert.False(mount.Packs.IsEnabled("mod"));
        mount.Update(packs => packs.Enable("mod"));
        Assert.Equal(["/d/x=game:d/x", "/d/y=mod:d/y", "/f=mod:f"], PackOf.Listing(mount.Files));
    }

    [Fact]
    public void Update_KeepsWhatWasWritten()
    {
        var mount = new PackMount(Packs);
        mount.Files.Directory.CreateDirectory("/save");
        mount.Files.File.WriteAllText("/save/one", "1");
        mount.Files.File.Delete("/d/x");
        mount.Files.File.AppendAllText("/d/y", "!");
        mount.Files.Posix.Chmod("/d", 0x1C0);
        string[] changes = [.. mount.Files.GetChanges().Select(change => change.ToString())];
        for (int i = 0; i < 3; i++)
        {
            mount.Update(packs => packs.Disable("mod"));
            Assert.Equal(["/d/y=mod:d/y!", "/f=game:f", "/save/one=1"], PackOf.Listing(mount.Files));
            mount.Update(packs => packs.Enable("mod").Move("mod", 0));
            mount.Update(packs => packs.Move("mod", 1));
            Assert.Equal(changes, mount.Files.GetChanges().Select(change => change.ToString()));
        }
        mount.Update(packs => packs.Add(PackOf.Files("late", "d/z")));
        Assert.Equal(["/d/y=mod:d/y!", "/d/z=late:d/z", "/f=mod:f", "/save/one=1"], PackOf.Listing(mount.Files));
    }

    [Fact]
    public void Update_TellsAFeedWhatBecameOfEachPath()
    {
        var mount = new PackMount(Packs);
        using ChangeFeed feed = mount.Files.Watch("/");
        mount.Update(packs => packs.Disable("mod"));
        var told = new List<string>();
        while (feed.TryRead(out FileChange change)) told.Add($"{change.Kind} {change.Path}");
        Assert.Contains("Deleted /d/y", told);
        Assert.Contains("Changed /f", told);
        Assert.DoesNotContain(told, line => line.EndsWith(" /d/x", StringComparison.Ordinal));
    }

    [Fact]
    public void Update_ThatFails_ChangesNothing()
    {
        var mount = new PackMount(Packs);
        string[] before = PackOf.Listing(mount.Files);
        Assert.Throws<PackException>(() => mount.Update(packs => packs.Change("mod", pack => pack with { Root = "/none" })));
        Assert.Throws<ArgumentException>(() => mount.Update(packs => packs.Remove("none")));
        Assert.Equal(before, PackOf.Listing(mount.Files));
        Assert.Same(Packs, mount.Packs);
        mount.Files.File.WriteAllText("/new", "");
        mount.Files.Commit();
        Assert.Throws<InvalidOperationException>(() => mount.Update(packs => packs.Disable("mod")));
    }
}
