namespace UnionFs.Tests.Live;

/// <summary>What must hold under threads whatever the schedule; no clock decides an outcome.</summary>
public class ConcurrencyTests
{
    [Fact]
    public async Task Readers_BesideAWriterThatSwapsDirectories_AlwaysSeeExactlyOne()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/one/f", "same").AddDirectory("/spare").Build());
        bool stop = false;
        long reads = 0;
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                // One snapshot is one tree: the directory is at exactly one of the two places.
                Snapshot snapshot = fs.Snapshot();
                Assert.True(snapshot.File.Exists("/one/f") ^ snapshot.File.Exists("/spare/one/f"));
                Interlocked.Increment(ref reads);
            }
        }))];
        for (int i = 0; i < 3000 || Interlocked.Read(ref reads) < 1000; i++)
        {
            Assert.Equal(FsError.None, fs.Posix.Rename("/one", "/spare/one"));
            Assert.Equal(FsError.None, fs.Posix.Rename("/spare/one", "/one"));
        }
        Volatile.Write(ref stop, true);
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task ManyReaders_FirstLookIntoColdStack_IdentityDoesNotSplit()
    {
        for (int round = 0; round < 200; round++)
        {
            LayerStack stack = LayerStack.FromBottom(Enumerable.Range(0, 5).Select(i =>
                new LayerBuilder($"{i}").AddFile($"/a/b/c/{i}", $"{i}").AddFile("/a/x", "x").AddHardLink("/a/y", "/a/x").Build()));
            var fs = new UnionFileSystem(stack);
            using var barrier = new Barrier(4);
            Task<Nodes.Node>[] looks = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return fs.Tree.Find(["a", "b", "c"])!;
            }))];
            await Task.WhenAll(looks);
            foreach (Task<Nodes.Node> look in looks) Assert.Same(await looks[0], await look);
        }
    }

    [Fact]
    public async Task Appends_FromManyHandles_LoseNothing()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/log", "").Build());
        const int Threads = 4, Each = 2000;
        await Task.WhenAll([.. Enumerable.Range(0, Threads).Select(t => Task.Run(() =>
        {
            fs.Posix.Open("/log", OpenFlags.O_WRONLY | OpenFlags.O_APPEND, out FileHandle? handle);
            using (handle)
                for (int i = 0; i < Each; i++) Assert.Equal(FsError.None, handle!.Write(0, [(byte)('a' + t)]));
        }))]);
        byte[] bytes = fs.File.ReadAllBytes("/log");
        Assert.Equal(Threads * Each, bytes.Length);
        for (int t = 0; t < Threads; t++) Assert.Equal(Each, bytes.Count(b => b == 'a' + t));
    }

    [Fact]
    public async Task OpenAndClose_BesideRenames_LeavesNothingOpen()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/d/f", "0").AddDirectory("/e").Build());
        bool stop = false;
        Task writer = Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                fs.Posix.Rename("/d", "/e/d");
                fs.Posix.Rename("/e/d", "/d");
            }
        });
        await Task.WhenAll([.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 3000; i++)
            {
                if (fs.Posix.Open(i % 2 == 0 ? "/d/f" : "/e/d/f", OpenFlags.O_RDWR, out FileHandle? handle) != FsError.None) continue;
                Assert.Equal(FsError.None, handle!.Write(0, "1"u8));
                handle.Dispose();
            }
        }))]);
        Volatile.Write(ref stop, true);
        await writer;
        // Every file that was changed while open is an ordinary node again.
        Assert.Empty(fs.Tree.Inodes);
    }
}
