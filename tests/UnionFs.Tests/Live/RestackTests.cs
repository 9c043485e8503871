namespace UnionFs.Tests.Live;

/// <summary>Other layers below what changed.</summary>
public class RestackTests
{
    private static readonly Layer Low = new LayerBuilder("low").AddFile("/f", "low").AddFile("/d/x", "x").AddFile("/e/only", "1").Build();
    private static readonly Layer High = new LayerBuilder("high").AddFile("/f", "high").AddFile("/d/y", "y").Build();

    private static string[] Changes(UnionFileSystem fs) => [.. fs.GetChanges().Select(change => change.ToString())];

    [Fact]
    public void Restack_KeepsTheChanges_ThereAndBack()
    {
        LayerStack both = LayerStack.FromBottom(Low, High);
        var fs = new UnionFileSystem(both);
        fs.File.WriteAllText("/d/new", "new");
        fs.File.Delete("/d/x");
        fs.Posix.Link("/d/new", "/linked");
        fs.Directory.Delete("/e", recursive: true);
        fs.Directory.CreateDirectory("/e");
        fs.File.AppendAllText("/f", "!");
        fs.Posix.Chmod("/d", 0x1C0);
        string[] before = Changes(fs);
        foreach (LayerStack stack in new[] { LayerStack.FromBottom(Low), LayerStack.Empty, LayerStack.FromBottom(High, Low), both })
        {
            fs.Restack(stack);
            Assert.Same(stack, fs.Layers);
            Assert.Equal(("high!", "new", false), (fs.File.ReadAllText("/f"), fs.File.ReadAllText("/linked"), fs.File.Exists("/e/only")));
            Assert.Equal(stack.Contains(High), fs.File.Exists("/d/y"));
            Assert.False(fs.File.Exists("/d/x"));
        }
        Assert.Equal(before, Changes(fs));
        fs.Posix.Stat("/linked", out FileStat stat);
        Assert.Equal(2, stat.LinkCount);
    }

    [Fact]
    public void Restack_OfADirectoryThatWasEdited_MergesWhenItsLayerIsBack()
    {
        LayerStack with = LayerStack.FromBottom(Low, High).WithNames(NameComparison.IgnoreCase), without = LayerStack.Empty.WithNames(NameComparison.IgnoreCase);
        var fs = new UnionFileSystem(with);
        for (int i = 0; i < 1000; i++)
        {
            fs.File.WriteAllText("/D/save", "mine");
            fs.Restack(without);
            fs.File.WriteAllText($"/n{i % 3}", $"{i}");
            if (i == 500) fs.Directory.CreateDirectory("/E");
            Assert.Equal(i < 500 ? 1 : 2, fs.Directory.GetDirectories("/").Length);
            fs.Restack(with);
        }
        // A directory that was made where none was does not.
        Assert.Equal("/D/save /D/x /D/y /f /n0 /n1 /n2", string.Join(' ', fs.Directory.GetFiles("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)).Replace("/d/", "/D/", StringComparison.Ordinal));
    }

    [Fact]
    public void Restack_WithoutChanges_HasNone()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(Low, High));
        fs.Restack(LayerStack.FromBottom(Low));
        Assert.Empty(fs.GetChanges());
        Assert.Equal("low", fs.File.ReadAllText("/f"));
        fs.Restack(LayerStack.Empty);
        Assert.Empty(fs.Directory.List("/"));
        fs.File.WriteAllText("/f", "new");
        Assert.Single(fs.GetChanges());
    }

    [Fact]
    public void Restack_OpenHandles_GoOnWithTheTreeTheyHad()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(Low, High));
        fs.Posix.Open("/f", OpenFlags.O_RDWR, out FileHandle? handle);
        fs.Restack(LayerStack.FromBottom(Low));
        var bytes = new byte[8];
        Assert.Equal(FsError.None, handle!.Read(0, bytes, out int count));
        Assert.Equal("high"u8, bytes.AsSpan(0, count));
        Assert.Equal(FsError.None, handle.Write(0, "HIGH"u8));
        Assert.Equal("low", fs.File.ReadAllText("/f"));
        handle.Dispose();
    }

    [Fact]
    public void Restack_TellsFeeds_AndNotInABatch()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(Low, High));
        using ChangeFeed feed = fs.Watch("/");
        Assert.Throws<IOException>(() => fs.Update(batch => fs.Restack(LayerStack.Empty)));
        fs.Restack(LayerStack.FromBottom(Low));
        var told = new List<string>();
        while (feed.TryRead(out FileChange change)) told.Add($"{change.Kind} {change.Path}");
        Assert.Equal(["Deleted /d/y", "Changed /f"], told);
    }

    [Fact]
    public void Restack_OfRandomChanges_IsTheirDifferenceOverTheNewLayers()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            LayerStack from = Stack(seed), to = Stack(seed + 1000);
            var random = new Random(seed);
            var fs = new UnionFileSystem(from);
            for (int i = 0; i < 10; i++) Change(fs, random);
            Layer diff = fs.Diff();
            fs.Restack(to);
            Assert.Equal(Tree(new Snapshot(to.Push(diff))), Tree(fs));
            // What is a change now leads from the new layers to what is there.
            Assert.Equal(Tree(fs), Tree(new Snapshot(to.Push(fs.Diff()))));
        }
    }

    private static LayerStack Stack(int seed)
    {
        var random = new Random(seed);
        LayerStack stack = LayerStack.Empty;
        for (int i = random.Next(4); i > 0; i--)
        {
            var fs = new UnionFileSystem(stack);
            for (int j = 0; j < 6; j++) Change(fs, random);
            stack = stack.Push(fs.Diff($"{seed}-{i}"));
        }
        return stack;
    }

    private static void Change(UnionFileSystem fs, Random random)
    {
        string[] paths = ["/a", "/b", "/a/a", "/a/b", "/b/a", "/a/a/a"];
        string path = paths[random.Next(paths.Length)], other = paths[random.Next(paths.Length)];
        switch (random.Next(6))
        {
            case 0:
                fs.Posix.Mkdir(path);
                break;
            case 1:
                fs.Posix.RemoveTree(path);
                break;
            case 2:
                fs.Posix.Rename(path, other);
                break;
            case 3:
                fs.Posix.Link(path, other);
                break;
            default:
                if (fs.Posix.Open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT, out FileHandle? handle) == FsError.None) handle!.Write(0, [(byte)random.Next(256)]);
                handle?.Dispose();
                break;
        }
    }

    private static string[] Tree(FileSystem files) =>
        [.. files.Directory.EnumerateFileSystemEntries("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => files.File.Exists(path) ? $"{path}={Convert.ToHexString(files.File.ReadAllBytes(path))}" : path + "/")];
}
