namespace UnionFs.Tests.Live;

/// <summary>Edges of the two faces, as System.IO and Linux have them.</summary>
public class FaceEdgeTests
{
    [Fact]
    public void DirectoryEntry_Default_HasAKind()
    {
        var fs = new UnionFileSystem();
        DirectoryEntry entry = fs.Directory.List("/").FirstOrDefault(e => e.Name == "missing");
        Assert.Null(Record.Exception(() => entry.Kind));
        Assert.Null(Record.Exception(() => entry.Inode));
    }

    [Fact]
    public void AppendStream_SetLength_MustNotCutWhatWasThere()
    {
        string path = Path.GetTempFileName();
        System.IO.File.WriteAllText(path, "old data");
        using (var host = new FileStream(path, FileMode.Append)) Assert.Throws<IOException>(() => host.SetLength(0));
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "old data");
        using FileSystemStream stream = fs.File.Open("/f", FileMode.Append);
        Assert.Throws<IOException>(() => stream.SetLength(0));
    }

    [Fact]
    public async Task ReadAsync_NullBuffer_IsArgumentNull()
    {
        var fs = new UnionFileSystem();
        await using FileSystemStream stream = fs.File.Create("/f");
        await Assert.ThrowsAsync<ArgumentNullException>(() => stream.ReadAsync(null!, 0, 1));
    }

    [Fact]
    public void Rename_MissingToOverlong_IsENOENT() =>
        Assert.Equal(FsError.ENOENT, new UnionFileSystem().Posix.Rename("missing", new string('x', 256)));

    [Fact]
    public void Rename_DotToOverlong_IsEBUSY() =>
        Assert.Equal(FsError.EBUSY, new UnionFileSystem().Posix.Rename(".", new string('x', 256)));

    [Fact]
    public void SetXattr_MissingFileOtherNamespace_IsENOENT()
    {
        var fs = new UnionFileSystem();
        Assert.Equal(FsError.ENOENT, fs.Posix.SetXattr("missing", "bogus.x", default));
        Assert.Equal(FsError.ENOENT, fs.Posix.RemoveXattr("missing", "bogus.x"));
    }

    [Fact]
    public void GetXattr_MissingFileOverlongName_IsERANGE() =>
        Assert.Equal(FsError.ERANGE, new UnionFileSystem().Posix.GetXattr("missing", "user." + new string('x', 256), out _));

    [Fact]
    public void Utimens_BothOmitted_IsNoLookup() =>
        Assert.Equal(FsError.None, new UnionFileSystem().Posix.Utimens("missing", TimeSetting.Omit, TimeSetting.Omit));

    [Fact]
    public void Mknod_Directory_IsEPERM() =>
        Assert.Equal(FsError.EPERM, new UnionFileSystem().Posix.Mknod("/d", NodeKind.Directory));

    [Fact]
    public void Truncate_NothingToNothing_LeavesTheTimes()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "");
        fs.Posix.Utimens("/f", new UnixTime(1), new UnixTime(1));
        fs.Posix.Truncate("/f", 0);
        fs.Posix.Stat("/f", out FileStat stat);
        Assert.Equal(new UnixTime(1), stat.ModifyTime);
    }

    [Fact]
    public void Truncate_SameLength_MovesTheTimes()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllText("/f", "abc");
        fs.Posix.Utimens("/f", new UnixTime(1), new UnixTime(1));
        fs.Posix.Truncate("/f", 3);
        fs.Posix.Stat("/f", out FileStat stat);
        Assert.NotEqual(new UnixTime(1), stat.ModifyTime);
    }
}
