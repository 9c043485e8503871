using Xunit.Abstractions;

namespace UnionFs.Interleavings;

/// <summary>Writers lose nothing of each other's, and a reader sees a whole state.</summary>
public sealed class PublicationTests(ITestOutputHelper output)
{
    [Fact]
    public void Writers_Two_LoseNothing() => Explorer.Hold(output, () =>
    {
        UnionFileSystem fs = One();
        return ([() => Done(fs.Posix.Mkdir("/one/a")), () => Done(fs.Posix.Rename("/one/f", "/g"))], () => Assert.Equal("/g /one /one/a", Paths(fs)));
    });

    [Fact]
    public void Readers_BesideAMove_SeeItAtOneOfThePlaces() => Explorer.Hold(output, () =>
    {
        UnionFileSystem fs = One();
        string seen = "";
        return ([() => Done(fs.Posix.Rename("/one/f", "/f")), () => seen = Paths(fs.Snapshot())], () =>
            Assert.Contains(seen, new[] { "/one /one/f", "/f /one" }));
    });

    [Fact]
    public void Batch_BesideAReaderAndAWriter_IsSeenWholeOrNotAtAll() => Explorer.Hold(output, () =>
    {
        UnionFileSystem fs = One();
        string seen = "";
        return ([
            () => fs.Update(batch =>
            {
                Done(batch.Posix.Mkdir("/x"));
                Done(batch.Posix.Mkdir("/y"));
            }),
            () => seen = Paths(fs.Snapshot()),
            () => Done(fs.Posix.Mkdir("/z"))], () =>
        {
            Assert.Equal(seen.Contains("/x", StringComparison.Ordinal), seen.Contains("/y", StringComparison.Ordinal));
            Assert.Equal("/one /one/f /x /y /z", Paths(fs));
        });
    });

    [Fact]
    public void Restore_BesideAWriter_ComesBeforeOrAfterIt() => Explorer.Hold(output, () =>
    {
        UnionFileSystem fs = One();
        Snapshot before = fs.Snapshot();
        Done(fs.Posix.Mkdir("/later"));
        using ChangeFeed feed = fs.Watch("/");
        return ([() => fs.Restore(before), () => Done(fs.Posix.Mkdir("/x"))], () => Assert.Contains(Paths(fs), new[] { "/one /one/f", "/one /one/f /x" }));
    });

    [Fact]
    public void Commit_BesideAWriter_LeavesTheStateAndADifferenceThatAddsUp() => Explorer.Hold(output, () =>
    {
        UnionFileSystem fs = One();
        Done(fs.Posix.Mkdir("/first"));
        return ([() => fs.Commit(), () => Done(fs.Posix.Mkdir("/x"))], () =>
        {
            Assert.Equal("/first /one /one/f /x", Paths(fs));
            Assert.Equal(Paths(fs), Paths(new Snapshot(fs.Layers.Push(fs.Diff()))));
        });
    });

    [Fact]
    public void Fork_BesideAWriter_HasTheStateBeforeOrAfter() => Explorer.Hold(output, () =>
    {
        UnionFileSystem fs = One();
        UnionFileSystem? fork = null;
        return ([() => fork = fs.Fork(), () => Done(fs.Posix.Rename("/one", "/two"))], () =>
        {
            Assert.Contains(Paths(fork!), new[] { "/one /one/f", "/two /two/f" });
            Done(fork!.Posix.Mkdir("/only-here"));
            Assert.Equal("/two /two/f", Paths(fs));
        });
    });

    /// <summary>The same protocol with the tree read before the lock is taken.</summary>
    [Fact]
    public void Explorer_TreeReadOutsideTheLock_IsFoundToLoseAWrite() => Explorer.Refute(output, () =>
    {
        var gate = new object();
        string[] tree = [];
        Action Write(string name) => () =>
        {
            string[] seen = Volatile.Read(ref tree);
            lock (gate) Volatile.Write(ref tree, [.. seen, name]);
        };
        return ([Write("a"), Write("b")], () => Assert.Equal(2, tree.Length));
    });

    private static UnionFileSystem One() => new(new LayerBuilder().AddFile("/one/f", "x").Build());

    private static void Done(FsError error) => Assert.Equal(FsError.None, error);

    private static string Paths(FileSystem fs) => string.Join(' ', fs.Directory.EnumerateFileSystemEntries("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
}
