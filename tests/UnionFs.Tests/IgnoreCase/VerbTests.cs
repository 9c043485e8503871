using static UnionFs.Tests.IgnoreCase.Views;

namespace UnionFs.Tests.IgnoreCase;

/// <summary>What the verbs do where case is ignored.</summary>
public class VerbTests
{
    private readonly UnionFileSystem _fs = Union(Files("/File", "/Dir/inner"));

    private PosixVerbs Posix => _fs.Posix;

    [Fact]
    public void EmptyFileSystem_ByItsStack_IgnoresCase()
    {
        var fs = new UnionFileSystem(LayerStack.Empty.WithNames(NameComparison.IgnoreCase));
        fs.Directory.CreateDirectory("/A/B/C");
        Assert.Equal(FsError.EEXIST, fs.Posix.Mkdir("/a/b/c"));
        fs.Directory.CreateDirectory("/a/B/c/D");
        Assert.Equal("A(B(C(D())))", Tree(fs));
        Assert.Equal("", Tree(new UnionFileSystem(LayerStack.Empty.WithNames(NameComparison.IgnoreCase))));
    }

    [Fact]
    public void Make_OfANameAlike_IsThere()
    {
        Assert.Equal(FsError.EEXIST, Posix.Mkdir("/DIR"));
        Assert.Equal(FsError.EEXIST, Posix.Symlink("x", "/FILE"));
        Assert.Equal(FsError.EEXIST, Posix.Mknod("/file", NodeKind.Fifo));
        Assert.Equal(FsError.EEXIST, Posix.Link("/File", "/fILE"));
        Assert.Equal(FsError.EEXIST, Posix.Open("/file", OpenFlags.O_CREAT | OpenFlags.O_EXCL, out _));
        _fs.File.WriteAllText("/FILE", "new");
        Assert.Equal("Dir(inner) File", Tree(_fs));
        Assert.Equal("new", _fs.File.ReadAllText("/File"));
    }

    [Fact]
    public void Remove_OfANameAlike_RemovesIt()
    {
        Assert.Equal(FsError.None, Posix.Unlink("/file"));
        Assert.Equal(FsError.None, Posix.RemoveTree("/DIR"));
        Assert.Equal("", Tree(_fs));
    }

    [Fact]
    public void Unlink_OneOfSeveralAlike_LeavesTheOthers()
    {
        UnionFileSystem fs = Union(Files("/ab", "/aB", "/AB"));
        Assert.Equal(FsError.None, fs.Posix.Unlink("/aB"));
        Assert.Equal("AB ab", Tree(fs));
        // AB is the first of those left.
        Assert.Equal(FsError.None, fs.Posix.Unlink("/aB"));
        Assert.Equal("ab", Tree(fs));
    }

    [Theory]
    [InlineData(RenameFlags.None)]
    [InlineData(RenameFlags.RENAME_NOREPLACE)]
    public void Rename_ToAnotherSpelling_ChangesTheSpelling(RenameFlags flags)
    {
        Posix.LStat("/dir", out FileStat before);
        Assert.Equal(FsError.None, Posix.Rename("/dir", "/DIR", flags));
        Assert.Equal(FsError.None, Posix.Rename("/FILE", "/file", flags));
        Assert.Equal("DIR(inner) file", Tree(_fs));
        Posix.LStat("/dir", out FileStat after);
        Assert.Equal(before.Inode, after.Inode);
        Assert.True(after.ChangeTime > before.ChangeTime);
    }

    [Fact]
    public void Rename_ToTheSpellingItHas_DoesNothing()
    {
        Posix.LStat("/", out FileStat before);
        Assert.Equal(FsError.None, Posix.Rename("/FILE", "/File"));
        Posix.LStat("/", out FileStat after);
        Assert.Equal(before.ModifyTime, after.ModifyTime);
        Assert.Equal(FsError.EEXIST, Posix.Rename("/FILE", "/File", RenameFlags.RENAME_NOREPLACE));
    }

    [Fact]
    public void Rename_OverAnotherOfThatName_TakesTheNewSpelling()
    {
        _fs.File.WriteAllText("/other", "other");
        Assert.Equal(FsError.EEXIST, Posix.Rename("/other", "/FILE", RenameFlags.RENAME_NOREPLACE));
        Assert.Equal(FsError.None, Posix.Rename("/other", "/FILE"));
        Assert.Equal("Dir(inner) FILE", Tree(_fs));
        Assert.Equal("other", _fs.File.ReadAllText("/file"));
    }

    [Fact]
    public void Rename_IntoItselfUnderAnotherSpelling_IsInvalid()
    {
        Assert.Equal(FsError.EINVAL, Posix.Rename("/Dir", "/DIR/sub"));
        Assert.Equal(FsError.ENOTEMPTY, Posix.Rename("/Dir/inner", "/DIR"));
    }

    [Fact]
    public void Exchange_KeepsTheNames()
    {
        Assert.Equal(FsError.None, Posix.Rename("/FILE", "/DIR", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal("Dir File(inner)", Tree(_fs));
        Assert.Equal(FsError.None, Posix.Rename("/FILE", "/file", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal("Dir File(inner)", Tree(_fs));
    }

    [Fact]
    public void Exchange_ThatWouldPutTwoDirectoriesAlikeSideBySide_IsRefused()
    {
        UnionFileSystem fs = Union(Files("/A", "/a/x", "/d/y"));
        Assert.Equal(FsError.EEXIST, fs.Posix.Rename("/A", "/d", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal("A a(x) d(y)", Tree(fs));
        Assert.Equal(FsError.None, fs.Posix.Rename("/A", "/a", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal("A(x) a d(y)", Tree(fs));
    }

    [Fact]
    public void RealPath_OfAnySpelling_IsTheStoredOne()
    {
        Posix.Symlink("dir", "/Link");
        Assert.Equal(FsError.None, Posix.RealPath("/DIR/INNER", out string path));
        Assert.Equal("/Dir/inner", path);
        Assert.Equal(FsError.None, Posix.RealPath("/LINK/inner", out path));
        Assert.Equal("/Dir/inner", path);
        Assert.Equal(FsError.None, Posix.RealPath("/LINK", out path, follow: false));
        Assert.Equal("/Link", path);
    }

    [Fact]
    public void Handles_FollowAChangeOfSpelling()
    {
        Assert.Equal(FsError.None, Posix.Open("/FILE", OpenFlags.O_RDWR, out FileHandle? file));
        Assert.Equal(FsError.None, Posix.Open("/dir", OpenFlags.O_RDONLY, out FileHandle? directory));
        Assert.Equal(FsError.None, Posix.Open("/dir/INNER", OpenFlags.O_RDWR, out FileHandle? inner));
        Assert.Equal(FsError.None, Posix.Rename("/file", "/fILE"));
        Assert.Equal(FsError.None, Posix.Rename("/dir", "/dIR"));
        Assert.Equal(FsError.None, file!.SetLength(1));
        Assert.Equal(FsError.None, inner!.SetLength(2));
        Assert.Equal("/", _fs.File.ReadAllText("/FILE"));
        Assert.Equal("/D", _fs.File.ReadAllText("/DIR/inner"));
        Assert.Equal(FsError.None, Posix.RealPath(directory!.At("INNER"), out string path));
        Assert.Equal("/dIR/inner", path);
        Assert.Equal(FsError.None, Posix.Unlink("/FILE"));
        Assert.Equal(FsError.None, file.Stat(out FileStat stat));
        Assert.Equal(0, stat.LinkCount);
        file.Dispose();
        inner.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void HardLinks_ThatDifferInCaseAlone_InTwoDirectories_StayTwoNames()
    {
        Assert.Equal(FsError.None, Posix.Link("/File", "/Dir/FILE"));
        Assert.Equal(FsError.None, Posix.Rename("/Dir/file", "/Dir/File"));
        Assert.Equal("Dir(File inner) File", Tree(_fs));
        Posix.LStat("/file", out FileStat stat);
        Assert.Equal(2, stat.LinkCount);
    }

    [Fact]
    public void ForksSnapshotsAndBatches_IgnoreCaseToo()
    {
        Assert.True(_fs.Snapshot().File.Exists("/FILE"));
        Assert.True(_fs.Fork().File.Exists("/FILE"));
        Assert.True(_fs.Snapshot().Fork().Directory.Exists("/DIR"));
        _fs.Update(batch =>
        {
            batch.Directory.CreateDirectory("/New");
            batch.File.WriteAllText("/NEW/x", "x");
        });
        Assert.Equal("Dir(inner) File New(x)", Tree(_fs));
    }

    [Fact]
    public void Move_OfTheNetFace_ChangesTheSpelling()
    {
        _fs.Directory.Move("/Dir", "/DIR");
        _fs.File.Move("/File", "/FILE");
        Assert.Equal("DIR(inner) FILE", Tree(_fs));
        Assert.Throws<IOException>(() => _fs.Directory.Move("/DIR", "/file"));
    }

    [Fact]
    public void Enumeration_Patterns_FollowTheFileSystem()
    {
        Assert.Equal(["/File"], _fs.Directory.GetFiles("/", "F*E"));
        Assert.Equal(["/File"], _fs.Directory.GetFiles("/", "FILE"));
        Assert.Equal(["/Dir"], _fs.Directory.GetDirectories("/", "d*", new EnumerationOptions()));
        Assert.Empty(_fs.Directory.GetDirectories("/", "d*", new EnumerationOptions { MatchCasing = MatchCasing.CaseSensitive }));
        Assert.Empty(new UnionFileSystem(Files("/File")).Directory.GetFiles("/", "FILE"));
    }
}
