namespace UnionFs.Tests.Live;

/// <summary>Which thing is which: changes, inode numbers, handles at their end.</summary>
public class IdentityTests
{
    private static long Ino(FileSystem fs, string path)
    {
        Assert.Equal(FsError.None, fs.Posix.LStat(path, out FileStat stat));
        return stat.Inode;
    }

    [Fact]
    public void GetChanges_RenamedAndRemadeAlike_TellsOfBoth()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a", "x").Build());
        fs.Posix.Rename("/a", "/b");
        fs.File.Copy("/b", "/a");
        fs.Posix.Utimens("/a", default(UnixTime), default(UnixTime));
        Assert.Equal(["/a", "/b"], fs.GetChanges().Select(change => change.Path).Where(path => path != "/"));
    }

    private sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }

    [Fact]
    public void Restore_FromASiblingFork_GivesOutNoNumberTwice()
    {
        Snapshot start = new UnionFileSystem(LayerStack.Empty, new Fixed()).Snapshot();
        var one = start.Fork(new Fixed());
        var two = start.Fork(new Fixed());
        two.Posix.Mkdir("/a");
        one.Restore(two.Snapshot());
        one.Posix.Mkdir("/b");
        Assert.NotEqual(Ino(one, "/a"), Ino(one, "/b"));
    }

    private sealed class Clock(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    [Fact]
    public void GetChangesFrom_AStackWithOneMoreLayer_TellsOnlyWhatThatLayerAdds()
    {
        LayerStack image = LayerStack.FromBottom(new LayerBuilder().AddDirectory("/d").AddFile("/d/old", "old").AddFile("/d/sub/older", "").Build());
        LayerStack next = image.Push(new LayerBuilder().AddDirectory("/d").AddFile("/d/new", "new").Build());
        Assert.Equal(["added    /d/new"], new Snapshot(next).GetChangesFrom(new Snapshot(image)).Select(change => change.ToString()));
    }

    [Fact]
    public void GetChangesByPath_TwoStacksOfOneBase_DirectoriesAndLinksAreComparedWhoeverMadeThem()
    {
        LayerStack image = LayerStack.FromBottom(new LayerBuilder().AddFile("/base", "").Build());
        var one = new Snapshot(image.Push(Top("1", 0x1ED)));
        var two = new Snapshot(image.Push(Top("2", 0x1C0).WithName("other")));
        Assert.Equal(["modified /d (Mode)", "modified /d/changed (Content)"], two.GetChangesByPath(one).Select(change => change.ToString()));
        Assert.Equal(["removed  /d"], new Snapshot(image).GetChangesByPath(one).Select(change => change.ToString()));
        var cut = two.Fork();
        cut.Posix.Unlink("/d/linked");
        cut.Posix.Link("/d/same", "/d/linked");
        Assert.Contains("modified /d/linked (Links)", cut.Snapshot().GetChangesByPath(two).Select(change => change.ToString()));

        static Layer Top(string text, int mode) => new LayerBuilder()
            .AddDirectory("/d", Metadata.DefaultDirectory with { Mode = mode }).AddFile("/d/changed", text).AddFile("/d/same", "").AddFile("/d/link", "").AddHardLink("/d/linked", "/d/link").Build();
    }

    [Fact]
    public void DiffFrom_AStackWithOneMoreLayer_HasOnlyWhatThatLayerAdds()
    {
        LayerStack image = LayerStack.FromBottom(new LayerBuilder().AddDirectory("/d").AddFile("/d/old", "old").AddFile("/d/sub/older", "").Build());
        LayerStack next = image.Push(new LayerBuilder().AddDirectory("/d").AddFile("/d/new", "new").Build());
        Assert.Equal(["/", "/d", "/d/new"], new Snapshot(next).DiffFrom(new Snapshot(image)).Entries().Select(entry => entry.Path));
    }

    [Fact]
    public void GetChangesFrom_AnotherEmptyFileSystem_ComparesByPath()
    {
        Snapshot one = Make(1), two = Make(2);
        Assert.Empty(two.GetChangesFrom(one));

        static Snapshot Make(long seconds)
        {
            var fs = new UnionFileSystem(LayerStack.Empty, new Clock(seconds));
            fs.File.WriteAllText("/x", "");
            fs.Posix.Mkdir("/d");
            fs.File.WriteAllText("/d/x", "");
            foreach (string path in (string[])["/x", "/d/x", "/d", "/"]) fs.Posix.Utimens(path, new UnixTime(0), new UnixTime(0));
            return fs.Snapshot();
        }
    }

    [Fact]
    public void Handle_LengthAfterClose_IsNotThePast()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "old!").Build());
        fs.Posix.Open("/f", OpenFlags.O_RDWR, out FileHandle? handle);
        handle!.SetLength(1);
        handle.Dispose();
        Assert.NotEqual(4, handle.Length);
    }

    [Fact]
    public void Handle_ReadWhileClosing_NeverShowsThePast()
    {
        bool wrong = false;
        for (int round = 0; round < 500 && !wrong; round++)
        {
            var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "old").Build());
            fs.Posix.Open("/f", OpenFlags.O_RDWR, out FileHandle? handle);
            handle!.Write(0, "new"u8);
            using var ready = new Barrier(2);
            var closer = new Thread(() => { ready.SignalAndWait(); handle.Dispose(); });
            closer.Start();
            ready.SignalAndWait();
            var bytes = new byte[3];
            while (handle.Read(0, bytes, out _) == FsError.None) wrong |= bytes[0] == (byte)'o';
            closer.Join();
        }
        Assert.False(wrong);
    }

    [Fact]
    public void CreateDirectory_OfManyLevels_IsNotQuadratic()
    {
        Cost(100);
        Assert.InRange(Cost(2000), 0, 10 * Cost(400));

        static long Cost(int levels)
        {
            var fs = new UnionFileSystem();
            string path = string.Concat(Enumerable.Repeat("/d", levels));
            long before = GC.GetAllocatedBytesForCurrentThread();
            fs.Directory.CreateDirectory(path);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
