using System.Globalization;

namespace UnionFs.Tests.Cost;

/// <summary>A lookup through directories that were visited before allocates nothing, whatever the number of layers.</summary>
public class SteadyLookupTests
{
    /// <summary>Enough for a directory to get its index of paths while it is warmed up.</summary>
    internal const int Lookups = 400;

    [Theory]
    [InlineData(1, "/a/b/c/d/e/file", FsError.None)]
    [InlineData(500, "/a/b/c/d/e/file", FsError.None)]
    [InlineData(1, "/a/b/link/d/e/file", FsError.None)]
    [InlineData(500, "/a/b/link/d/e/file", FsError.None)]
    [InlineData(1, "/a/b/c/../c/./d/../../c/d/e/link", FsError.None)]
    [InlineData(500, "/a/b/c/../c/./d/../../c/d/e/link", FsError.None)]
    [InlineData(1, "/a/b/c/d/e/missing", FsError.ENOENT)]
    [InlineData(500, "/a/b/c/d/e/missing", FsError.ENOENT)]
    [InlineData(1, "/a/b/missing/d/e/file", FsError.ENOENT)]
    [InlineData(500, "/a/b/missing/d/e/file", FsError.ENOENT)]
    [InlineData(1, "/a/b/c/d/e/file/", FsError.ENOTDIR)]
    [InlineData(500, "/a/b/c/d/e/file/x", FsError.ENOTDIR)]
    public void Stat_VisitedBefore_AllocatesNothing(int layers, string path, FsError expected)
    {
        UnionFileSystem fs = Over(layers);
        FsError error = default, linkError = default;
        bool exists = default;
        Snapshot snapshot = fs.Snapshot();
        long bytes = Allocated.By(() =>
        {
            for (int i = 0; i < Lookups; i++)
            {
                error = fs.Posix.Stat(path, out _);
                linkError = snapshot.Posix.LStat(path, out _);
            }
        });
        Assert.Equal(expected, error);
        Assert.Equal(expected, linkError);
        Assert.Equal(0, bytes);

        string plain = "/a/b/link/d/e/" + Path.GetFileName(path);
        Assert.Equal(0, Allocated.By(() => exists = fs.File.Exists(plain)));
        Assert.Equal(fs.Posix.Stat(plain, out _) == FsError.None && !plain.EndsWith('/'), exists);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public void Stat_OfAHardLinkThatChanged_AllocatesNothing(int layers)
    {
        UnionFileSystem fs = Over(layers);
        Assert.Equal(FsError.None, fs.Posix.Link("/a/b/c/d/e/file", "/a/name"));
        fs.File.WriteAllText("/a/name", "changed");
        FileStat stat = default;
        Assert.Equal(0, Allocated.By(() => fs.Posix.Stat("/a/b/c/d/e/file", out stat)));
        Assert.Equal((2, 7L), (stat.LinkCount, stat.Size));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public void Read_ThroughAHandle_AllocatesNothing(int layers)
    {
        UnionFileSystem fs = Over(layers);
        Assert.Equal(FsError.None, fs.Posix.Open("/a/b/c/d/e/file", OpenFlags.O_RDONLY, out FileHandle? handle));
        var buffer = new byte[16];
        int count = 0;
        Assert.Equal(0, Allocated.By(() => handle!.Read(0, buffer, out count)));
        Assert.Equal(4, count);
        handle!.Dispose();
    }

    [Fact]
    public void List_UnchangedDirectory_AllocatesOneSmallObject()
    {
        UnionFileSystem fs = Over(500);
        DirectoryListing? listing = null;
        long bytes = Allocated.By(() => fs.Posix.ReadDirectory("/a/b/c/d/e", out listing));
        Assert.Equal(502, listing!.Count);
        Assert.InRange(bytes, 1, 64);
    }

    /// <summary>Each layer has the same directories, and in the last a name of its own beside the shared ones.</summary>
    private static UnionFileSystem Over(int layers)
    {
        LayerStack stack = LayerStack.Empty;
        for (int i = 0; i < layers; i++)
        {
            stack = stack.Push(new LayerBuilder(string.Create(CultureInfo.InvariantCulture, $"layer {i}"))
                .AddFile("/a/b/c/d/e/file", "text")
                .AddFile(string.Create(CultureInfo.InvariantCulture, $"/a/b/c/d/e/own{i}"), "x")
                .AddSymlink("/a/b/link", "../b/c")
                .AddSymlink("/a/b/c/d/e/link", "/a/b/link/d/e/file")
                .Build());
        }
        return new UnionFileSystem(stack);
    }
}
