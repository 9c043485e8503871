namespace UnionFs.Tests.Live;

/// <summary>Differences must keep link groups as they are.</summary>
public class HardLinkDifferenceTests
{
    private static UnionFileSystem Remerged(UnionFileSystem fs) => new(fs.Layers.Push(fs.Diff()));

    private static long Ino(FileSystem fs, string path)
    {
        Assert.Equal(FsError.None, fs.Posix.LStat(path, out FileStat stat));
        return stat.Inode;
    }

    [Fact]
    public void Diff_DirectoryRemade_LinkToOldGroup_StaysOneFile()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/y", "old").AddHardLink("/d/x", "/y").Build());
        fs.Posix.RemoveTree("/d");
        fs.Posix.Mkdir("/d");
        Assert.Equal(FsError.None, fs.Posix.Link("/y", "/d/x"));

        var again = Remerged(fs);
        Assert.Equal(Ino(again, "/y"), Ino(again, "/d/x"));
        again.File.WriteAllText("/y", "new");
        Assert.Equal("new", again.File.ReadAllText("/d/x"));
    }

    [Fact]
    public void Diff_DirectoriesSwapped_ThirdNameOutside_StaysOneFile()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a/x", "old").AddHardLink("/b/x", "/a/x").AddHardLink("/y", "/a/x").Build());
        Assert.Equal(FsError.None, fs.Posix.Rename("/a", "/b", RenameFlags.RENAME_EXCHANGE));

        var again = Remerged(fs);
        again.File.WriteAllText("/y", "new");
        Assert.Equal("new", again.File.ReadAllText("/a/x"));
    }

    [Fact]
    public void Diff_LinkBrokenByFaithfulCopy_StaysTwoFiles()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a", "old").AddHardLink("/b", "/a").Build());
        // cp -p /b /t && mv /t /b
        fs.File.Copy("/b", "/t");
        fs.Posix.Utimens("/t", default(UnixTime), default(UnixTime));
        fs.Posix.Rename("/t", "/b");
        fs.Posix.Utimens("/", default(UnixTime), default(UnixTime));
        Assert.NotEqual(Ino(fs, "/a"), Ino(fs, "/b"));

        var again = Remerged(fs);
        again.File.WriteAllText("/a", "new");
        Assert.Equal("old", again.File.ReadAllText("/b"));
    }

    [Fact]
    public void Diff_GroupSplitInTwo_StaysTwoFiles()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/a", "old").AddHardLink("/b", "/a").AddHardLink("/c", "/a").AddHardLink("/d", "/a").Build());
        fs.File.Copy("/c", "/t");
        fs.Posix.Utimens("/t", default(UnixTime), default(UnixTime));
        fs.Posix.Rename("/t", "/c");
        fs.Posix.Unlink("/d");
        fs.Posix.Link("/c", "/d");

        var again = Remerged(fs);
        again.File.WriteAllText("/a", "new");
        Assert.Equal("new", again.File.ReadAllText("/b"));
        Assert.Equal("old", again.File.ReadAllText("/c"));
    }
}
