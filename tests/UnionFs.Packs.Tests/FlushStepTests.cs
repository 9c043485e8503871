using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>A flush that fails, or is killed, at any step leaves a folder as it was or as it was to be.</summary>
public sealed class FlushStepTests : IDisposable
{
    private static readonly string[] Old = ["dir/a=a", "dir/b=b", "gone=g", "kept=k"], New = ["dir=now a file", "kept=changed", "new/deep/file=n", "other/x=1", "other/y=2"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PackMount Mount(string name)
    {
        foreach (string file in Old) _folder.Add($"{name}/{file.Split('=')[0]}", file.Split('=')[1]);
        var game = new PackMount(PackSet.Open([_folder.At(name)]));
        game.Files.Directory.Delete("/dir", recursive: true);
        game.Files.File.WriteAllText("/dir", "now a file");
        game.Files.File.Delete("/gone");
        game.Files.File.WriteAllText("/kept", "changed");
        game.Files.Directory.CreateDirectory("/new/deep");
        game.Files.File.WriteAllText("/new/deep/file", "n");
        game.Files.Directory.CreateDirectory("/other");
        game.Files.File.WriteAllText("/other/x", "1");
        game.Files.File.WriteAllText("/other/y", "2");
        return game;
    }

    private static string[] OnDisk(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(folder, file)}={File.ReadAllText(file)}")];

    /// <summary>What lies on the disk at each step is what a kill would leave there: it is copied, and opened as the next process would.</summary>
    [Fact]
    public void Killed_AtEveryStep_IsOldOrNew_WhenOpenedNext()
    {
        PackMount game = Mount("mods");
        var copies = new List<string>();
        game.Flush([new WriteRoute("mods", "**")], () =>
        {
            string copy = _folder.At(FormattableString.Invariant($"copy{copies.Count}"));
            Copy(_folder.At("mods"), copy);
            copies.Add(copy);
        });
        Assert.Equal(New, OnDisk(_folder.At("mods")));
        Assert.InRange(copies.Count, 10, 100);
        int news = 0;
        foreach (string copy in copies)
        {
            // And again, killed while it is being recovered: each state of that is one of these, done twice.
            string[] seen = PackOf.Listing(new PackMount(PackSet.Open([copy])).Files);
            string[] disk = OnDisk(copy);
            Assert.Equal(disk.Select(line => "/" + line), seen);
            Assert.True(disk.SequenceEqual(Old) || disk.SequenceEqual(New), string.Join(", ", disk));
            Assert.False(Directory.Exists(Path.Combine(copy, ".unionfs-flush")));
            if (disk.SequenceEqual(New)) news++;
            // Once new, always new.
            else Assert.Equal(0, news);
        }
        Assert.InRange(news, 1, copies.Count - 1);
    }

    [Fact]
    public void Failing_AtEveryStep_IsOldOrNew_AndTheNextFlushSucceeds()
    {
        int steps = 0, olds = 0;
        for (int failing = 0; ; failing++)
        {
            string name = FormattableString.Invariant($"mods{failing}");
            PackMount game = Mount(name);
            var route = new WriteRoute(name, "**");
            int step = 0;
            string[] before = PackOf.Listing(game.Files);
            try
            {
                game.Flush([route], () =>
                {
                    if (step++ == failing) throw new IOException("no space");
                });
                Assert.Equal(failing, step);
                steps = step;
                break;
            }
            catch (PackException error)
            {
                Assert.Equal(name, error.Pack);
            }
            Assert.Equal(before, PackOf.Listing(game.Files));
            string[] disk = OnDisk(_folder.At(name));
            if (disk.SequenceEqual(Old)) olds++;
            else Assert.Equal(New.Select(line => "/" + line), PackOf.Listing(PackSet.Open([_folder.At(name)]).ToStack()));
            game.Flush(route);
            Assert.Equal(New, OnDisk(_folder.At(name)));
            Assert.Equal(before, PackOf.Listing(game.Files));
            Assert.Empty(game.Files.GetChanges());
        }
        Assert.InRange(steps, 10, 100);
        Assert.InRange(olds, 1, steps - 1);
    }

    [Fact]
    public void AFolderThatCannotBeWritten_AndOneThatIsBeingFlushed_SaySo()
    {
        PackMount game = Mount("mods");
        PackMount other = new(game.Packs);
        other.Files.File.WriteAllText("/kept", "theirs");
        PackException? error = null;
        game.Flush([new WriteRoute("mods", "**")], () => error ??= Assert.Throws<PackException>(() => other.Flush(new WriteRoute("mods", "**"))));
        Assert.Equal("mods", error!.Pack);
        Assert.Equal(New, OnDisk(_folder.At("mods")));
        other.Flush(new WriteRoute("mods", "**"));
        Assert.Equal("theirs", File.ReadAllText(_folder.At("mods/kept")));
    }

    [Theory]
    [InlineData("[\"Move\",\"/../../x\"]")]
    [InlineData("[\"Remove\",\"relative\"]")]
    [InlineData("[\"Format\",\"/x\"]")]
    [InlineData("[\"Move\"]")]
    [InlineData("{}")]
    [InlineData("")]
    public void AJournalThatNoFlushWrote_IsRefused(string journal)
    {
        _folder.Add("mods/a", "a");
        _folder.Add("mods/.unionfs-flush/journal", journal);
        _folder.Add("mods/.unionfs-flush/new/x", "x");
        Assert.Equal("mods", Assert.Throws<PackException>(() => Pack.Open(_folder.At("mods"))).Pack);
        Assert.Equal("a", File.ReadAllText(_folder.At("mods/a")));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string directory in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(to + directory[from.Length..]);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            if (Path.GetFileName(file) != "lock") File.Copy(file, to + file[from.Length..]);
    }
}
