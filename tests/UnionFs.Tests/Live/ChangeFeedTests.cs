namespace UnionFs.Tests.Live;

/// <summary>What each verb tells.</summary>
public class ChangeFeedTests
{
    private static UnionFileSystem Make() => new(new LayerBuilder().AddFile("/f", "f").AddFile("/d/g", "g").AddFile("/d/h", "h").Build());

    internal static string[] Taken(ChangeFeed feed)
    {
        var lines = new List<string>();
        while (feed.TryRead(out FileChange change)) lines.Add(string.Join(' ', change.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return [.. lines];
    }

    private static string[] Told(Action<UnionFileSystem> act)
    {
        UnionFileSystem fs = Make();
        using ChangeFeed feed = fs.Watch("/");
        act(fs);
        return Taken(feed);
    }

    [Fact]
    public void Make_OfEveryKind_IsCreated() =>
        Assert.Equal(["created /x", "created /x/y", "created /l", "created /p", "created /n", "created /m", "created /m/n", "created /m/n/o"], Told(fs =>
        {
            fs.Posix.Mkdir("/x");
            fs.Posix.WriteContent("/x/y", Content.From("y"));
            fs.Posix.Symlink("f", "/l");
            fs.Posix.Mknod("/p", NodeKind.Fifo);
            fs.File.AppendAllText("/n", "n");
            fs.Directory.CreateDirectory("/m/n/o");
        }));

    [Fact]
    public void Open_MakesOrCutsAFile_IsTold() =>
        Assert.Equal(["created /n", "changed /f"], Told(fs =>
        {
            fs.Posix.Open("/n", OpenFlags.O_CREAT | OpenFlags.O_RDWR, out FileHandle? made);
            fs.Posix.Open("/f", OpenFlags.O_RDWR, out FileHandle? opened);
            fs.Posix.Open("/f", OpenFlags.O_TRUNC | OpenFlags.O_WRONLY, out FileHandle? cut);
            made!.Dispose();
            opened!.Dispose();
            cut!.Dispose();
        }));

    [Fact]
    public void Content_OfAFile_IsChangedOnceEach() =>
        Assert.Equal(["changed /f", "changed /f", "changed /f", "changed /f"], Told(fs =>
        {
            fs.Posix.WriteContent("/f", Content.From("new"));
            fs.Posix.Truncate("/f", 1);
            fs.File.AppendAllText("/f", "more");
            using FileSystemStream stream = fs.File.Open("/f", FileMode.Open, FileAccess.Write);
            stream.Write("x"u8);
        }));

    [Fact]
    public void Metadata_OfAnything_IsAttributes() =>
        Assert.Equal(["attributes /f", "attributes /f", "attributes /f", "attributes /d", "attributes /f", "attributes /"], Told(fs =>
        {
            fs.Posix.Chmod("/f", 0x1FF);
            fs.Posix.Chown("/f", 1, 1);
            fs.Posix.Utimens("/f", TimeSetting.Now, TimeSetting.Omit);
            fs.Posix.SetXattr("/d", "user.x", new byte[] { 1 });
            fs.Posix.SetXattr("/f", "user.x", new byte[] { 1 });
            fs.Posix.Chmod("/", 0x1FF);
        }));

    [Fact]
    public void Remove_OfAFileADirectoryAndATree_IsDeletedOnce() =>
        Assert.Equal(["deleted /f", "deleted /d", "created /e", "deleted /e"], Told(fs =>
        {
            fs.Posix.Unlink("/f");
            fs.Posix.RemoveTree("/d");
            fs.Posix.Mkdir("/e");
            fs.Posix.Rmdir("/e");
        }));

    [Fact]
    public void Rename_OfADirectoryAndOverATarget_IsOneRenamed() =>
        Assert.Equal(["renamed /d -> /e", "renamed /f -> /e/g", "exchanged /e/g <-> /e/h", "exchanged /e/g <-> /e/h"], Told(fs =>
        {
            fs.Posix.Rename("/d", "/e");
            fs.Posix.Rename("/f", "/e/g");
            fs.Posix.Rename("/e/g", "/e/h", RenameFlags.RENAME_EXCHANGE);
            fs.Posix.Rename("/e/g", "/e/h", RenameFlags.RENAME_EXCHANGE);
        }));

    [Fact]
    public void HardLinks_MadeWrittenAndTaken_AreToldAtEachName() =>
        Assert.Equal(["created /d/k", "attributes /f", "changed /d/k", "changed /f", "deleted /f", "attributes /d/k", "deleted /d/k"], Told(fs =>
        {
            fs.Posix.Link("/f", "/d/k");
            fs.Posix.Rename("/f", "/d/k"); // one inode: nothing
            fs.Posix.Truncate("/f", 0);
            fs.Posix.Unlink("/f");
            fs.Posix.Unlink("/d/k");
        }).Order(StringComparer.Ordinal).OrderBy(line => line switch
        {
            "created /d/k" => 0, "attributes /f" => 1, "changed /d/k" => 2, "changed /f" => 3, "deleted /f" => 4, "attributes /d/k" => 5, _ => 6,
        }));

    [Fact]
    public void Rename_OverOneOfTwoNames_TellsTheOther() =>
        Assert.Equal(["renamed /d/h -> /d/g", "attributes /k"], Told(fs =>
        {
            fs.Posix.Link("/d/g", "/k");
            fs.Posix.Rename("/d/h", "/d/g");
        })[2..]);

    [Fact]
    public void Links_OnTheWay_GivePhysicalPaths() =>
        Assert.Equal(["changed /d/g", "created /d/new"], Told(fs =>
        {
            fs.Posix.Symlink("d", "/l");
            fs.Posix.Truncate("/l/../l/g", 0);
            fs.Posix.Mkdir("l/./new/");
        })[1..]);

    [Fact]
    public void Verbs_ThatFailOrChangeNothing_TellNothing() =>
        Assert.Empty(Told(fs =>
        {
            fs.Posix.Mkdir("/d");
            fs.Posix.Unlink("/none");
            fs.Posix.Rename("/d", "/d/x");
            fs.Posix.Rename("/f", "/f");
            fs.Posix.Utimens("/f", TimeSetting.Omit, TimeSetting.Omit);
            fs.Directory.CreateDirectory("/d");
            fs.File.AppendAllText("/f", "");
        }));

    [Fact]
    public void Handles_AfterRenames_TellThePresentPath() =>
        Assert.Equal(["changed /e/g", "changed /x", "attributes /x", "changed /x"], Told(fs =>
        {
            fs.Posix.Open("/d/g", OpenFlags.O_RDWR, out FileHandle? handle);
            fs.Posix.Rename("/d", "/e");
            handle!.Write(0, [1]);
            fs.Posix.Rename("/e/g", "/x");
            handle.Write(0, [2]);
            handle.SetMode(0x1FF);
            handle.SetLength(0);
            fs.Posix.Unlink("/x");
            handle.Write(0, [3]);
            handle.Dispose();
        }).Where(line => line[0] is 'c' or 'a'));

    [Fact]
    public void Handles_OfADirectoryThatMoved_TellThePresentPath() =>
        Assert.Equal(["renamed /d -> /e", "attributes /e", "deleted /e"], Told(fs =>
        {
            fs.Posix.Open("/d", OpenFlags.O_DIRECTORY, out FileHandle? handle);
            fs.Posix.Rename("/d", "/e");
            handle!.SetMode(0x1C0);
            fs.Posix.RemoveTree("/e");
            handle.SetMode(0x1FF);
            handle.Dispose();
        }));

    [Fact]
    public void Batch_Published_ComesInOrder_AndAFailedOneNever() =>
        Assert.Equal(["renamed /f -> /k", "changed /k", "attributes /d"], Told(fs =>
        {
            using ChangeFeed meanwhile = fs.Watch("/");
            fs.Update(batch =>
            {
                batch.Posix.Rename("/f", "/k");
                batch.Posix.Truncate("/k", 0);
                Assert.Equal(FsError.ENOENT, batch.Posix.Unlink("/f"));
                Assert.False(meanwhile.TryRead(out _));
                Assert.Throws<IOException>(() => fs.Watch("/"));
            });
            Assert.Throws<InvalidDataException>(() => fs.Update(batch =>
            {
                batch.Posix.RemoveTree("/d");
                throw new InvalidDataException();
            }));
            fs.Posix.Chmod("/d", 0x1FF);
        }));

    [Fact]
    public void SnapshotForkAndCommit_TellNothing() =>
        Assert.Equal(["created /x"], Told(fs =>
        {
            fs.Posix.Mkdir("/x");
            fs.Snapshot();
            fs.Fork().Posix.Mkdir("/y");
            fs.Commit();
        }));

    [Fact]
    public void Restore_TellsTheDifference_AndTheFeedGoesOn() =>
        Assert.Equal(["renamed /moved -> /d", "deleted /x", "created /f", "changed /d/g", "attributes /d/h", "created /after"], Told(fs =>
        {
            Snapshot before = fs.Snapshot();
            fs.Posix.Rename("/d", "/moved");
            fs.Posix.Unlink("/f");
            fs.Posix.Mkdir("/x");
            fs.Posix.Truncate("/moved/g", 0);
            fs.Posix.Chmod("/moved/h", 0);
            fs.Posix.Open("/moved/g", OpenFlags.O_RDWR, out FileHandle? old);
            fs.Restore(before);
            old!.Write(0, [1]);
            old.Dispose();
            fs.Posix.Mkdir("/after");
        })[5..]);

    [Fact]
    public void Restore_OfANameThatLeftWithItsDirectory_IsNotDeletedThere()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a/b", "ab").AddFile("/c/b", "cb").Build());
        Snapshot before = fs.Snapshot();
        fs.Posix.Rename("/c/b", "/a/b", RenameFlags.RENAME_EXCHANGE);
        fs.Posix.Unlink("/a/b");
        fs.Posix.Rename("/c", "/a");
        using ChangeFeed feed = fs.Watch("/");
        fs.Restore(before);
        Assert.Equal(["renamed /a -> /c", "deleted /c/b", "created /a", "created /a/b", "created /c/b"], Taken(feed));
    }

    [Fact]
    public void Restore_OfASwap_IsGoneAndCome() =>
        Assert.Equal(["deleted /d", "deleted /f", "created /d", "created /d/g", "created /d/h", "created /f"], Told(fs =>
        {
            Snapshot before = fs.Snapshot();
            fs.Posix.Rename("/d", "/f", RenameFlags.RENAME_EXCHANGE);
            fs.Restore(before);
        })[1..].OrderDescending(StringComparer.Ordinal).OrderBy(line => line[0] == 'c').ThenBy(line => line, StringComparer.Ordinal));
}
