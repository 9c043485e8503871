namespace UnionFs.Tests.KnownBugs;

/// <summary>What other union file systems and mocks got wrong, each once; the name in the comment says who.</summary>
public class OtherEnginesBugs
{
    private static readonly Layer Lower = new LayerBuilder("lower")
        .AddFile("/d/sub/deep/f", "lower").AddFile("/d/sub/g", "lower").AddFile("/f", "lower").AddFile("/test", "lower")
        .AddFile("/one", "linked").AddHardLink("/two", "/one")
        .Build();

    private static UnionFileSystem OverLower() => new(Lower);

    /// <summary>The file system that a stack with the difference on top makes.</summary>
    private static UnionFileSystem Restacked(UnionFileSystem fs) => new(fs.Layers.Push(fs.Diff()));

    private static string[] Paths(Layer layer) => [.. layer.Entries().Skip(1).Select(e => e.Kind == NodeKind.Whiteout ? "!" + e.Path : e.IsOpaque ? e.Path + "/=" : e.Path)];

    [Theory] // fuse-overlayfs #136, #478, #425
    [InlineData("/d")]
    [InlineData("/d/sub")]
    [InlineData("/d/sub/deep")]
    public void RemoveTree_RecreatedNested_LowerFileStaysHidden(string directory)
    {
        var fs = OverLower();
        fs.Posix.RemoveTree(directory);
        fs.Directory.CreateDirectory("/d/sub/deep");
        foreach (UnionFileSystem each in new[] { fs, Restacked(fs) })
        {
            Assert.False(each.File.Exists("/d/sub/deep/f"));
            Assert.Empty(each.Directory.List("/d/sub/deep"));
        }
    }

    [Fact] // fuse-overlayfs #354
    public void Rename_OntoWhiteout_SourceIsGone()
    {
        var fs = OverLower();
        fs.Posix.Unlink("/test");
        Assert.Equal(FsError.None, fs.Posix.Rename("/f", "/test"));
        foreach (UnionFileSystem each in new[] { fs, Restacked(fs) })
        {
            Assert.False(each.File.Exists("/f"));
            Assert.Equal("lower", each.File.ReadAllText("/test"));
        }
        Assert.Contains("!/f", Paths(fs.Diff()));
    }

    [Fact] // fuse-overlayfs #279
    public void Symlink_OverWhiteout_ShowsTheLink()
    {
        var fs = OverLower();
        fs.Posix.Unlink("/f");
        Assert.Equal(FsError.None, fs.Posix.Symlink("test", "/f"));
        foreach (UnionFileSystem each in new[] { fs, Restacked(fs) })
        {
            each.Posix.ReadLink("/f", out string target);
            Assert.Equal("test", target);
        }
    }

    [Fact] // fuse-overlayfs #151
    public void Create_NameStartingWithDotWh_HidesNothing()
    {
        var fs = OverLower();
        fs.File.WriteAllText("/.wh.test", "mine");
        foreach (UnionFileSystem each in new[] { fs, Restacked(fs) })
        {
            Assert.Equal("lower", each.File.ReadAllText("/test"));
            Assert.Equal("mine", each.File.ReadAllText("/.wh.test"));
        }
    }

    [Fact] // fuse-overlayfs #327
    public void Diff_UpperOnlyFilesCameAndWent_HasNoWhiteouts()
    {
        var fs = OverLower();
        fs.File.WriteAllText("/new", "x");
        fs.Posix.Rename("/new", "/newer");
        fs.Posix.Unlink("/newer");
        fs.Directory.CreateDirectory("/dir");
        fs.Posix.Rmdir("/dir");
        Assert.Empty(Paths(fs.Diff()));
        Assert.DoesNotContain(fs.GetChanges(), change => change.Path != "/");
    }

    [Fact]
    public void Diff_SameOperations_SameLayer()
    {
        static string[] Make()
        {
            var fs = OverLower();
            fs.Posix.Rename("/d", "/e");
            fs.File.WriteAllText("/d", "a file now");
            fs.Posix.Unlink("/one");
            return [.. fs.Diff().Entries().Select(e => $"{e.Path} {e.Kind} {e.IsOpaque} {e.IsImplied} {e.Metadata.Mode} {e.HardLinkOf} {e.Content.Length}")];
        }

        Assert.Equal(Make(), Make());
    }

    [Fact] // sandlock #160, moby #25409: EXDEV, or the contents are lost
    public void Rename_LowerOnlyDirectory_MovesItWhole()
    {
        var fs = OverLower();
        Assert.Equal(FsError.None, fs.Posix.Rename("/d", "/e"));
        foreach (UnionFileSystem each in new[] { fs, Restacked(fs) })
        {
            Assert.Equal("lower", each.File.ReadAllText("/e/sub/deep/f"));
            Assert.False(each.Directory.Exists("/d"));
        }
    }

    [Fact] // bashkit #420, rust-vfs 0.12
    public void RemoveTree_LowerDirectory_ChildrenDoNotResolve()
    {
        var fs = OverLower();
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/d"));
        foreach (UnionFileSystem each in new[] { fs, Restacked(fs) })
        {
            Assert.Equal(FsError.ENOENT, each.Posix.Stat("/d/sub/deep/f", out _));
            Assert.Equal(FsError.ENOENT, each.Posix.Stat("/d", out _));
        }
        Assert.Equal(["!/d"], Paths(fs.Diff()));
    }

    [Fact] // afero 1.9: RemoveAll says yes, and the file stays
    public void RemoveTree_File_IsGone()
    {
        var fs = OverLower();
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/f"));
        Assert.False(fs.File.Exists("/f"));
    }

    [Fact] // afero: copy-up loses the mode
    public void Write_LowerFileWithMode_KeepsMetadata()
    {
        var metadata = new Metadata { Mode = 0xFED, Uid = 7, Gid = 8, Xattrs = XattrSet.Empty.With("user.k", "v"u8) };
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "x", metadata).Build());
        fs.File.AppendAllText("/f", "y");
        fs.Posix.Stat("/f", out FileStat stat);
        Assert.Equal((0xFED, 7u, 8u, metadata.Xattrs), (stat.Mode, stat.Uid, stat.Gid, stat.Metadata.Xattrs));
    }

    [Fact] // ZenFS #295: copy-up changes the base; npm unionfs, PyFilesystem2 #572: writes reach the lower file system
    public void AnyChange_OfTheUnion_LeavesLayersAlone()
    {
        string before = Describe(Lower);
        var fs = OverLower();
        fs.File.AppendAllText("/f", "more");
        fs.Posix.Chmod("/test", 0);
        fs.Posix.Rename("/d/sub", "/d/bus");
        fs.Posix.RemoveTree("/d");
        fs.Posix.Unlink("/one");
        fs.File.WriteAllText("/two", "changed");
        Assert.Equal(before, Describe(Lower));
        Assert.Equal("lower", new UnionFileSystem(Lower).File.ReadAllText("/d/sub/deep/f"));

        static string Describe(Layer layer) => string.Join('\n', layer.Entries().Select(e =>
            $"{e.Path} {e.Kind} {e.Metadata} {System.Text.Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(e.Content.Slice(0)))}"));
    }

    [Fact] // Zio Aggregate: both exist
    public void Stack_FileAboveDirectory_OnlyTheFileIsThere()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(Lower, new LayerBuilder().AddFile("/d", "file").Build()));
        Assert.True(fs.File.Exists("/d"));
        Assert.False(fs.Directory.Exists("/d"));
        Assert.Equal(FsError.ENOTDIR, fs.Posix.Stat("/d/sub", out _));
        Assert.Single(fs.Directory.List("/"), entry => entry.Name == "d");
    }

    [Fact] // Zio: one of the two is dropped
    public void Stack_NamesThatDifferByCase_BothAreThere()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(
            new LayerBuilder().AddFile("/A.txt", "A").Build(), new LayerBuilder().AddFile("/a.txt", "a").Build()));
        Assert.Equal(["A.txt", "a.txt"], fs.Directory.List("/").Select(entry => entry.Name));
        Assert.Equal("A", fs.File.ReadAllText("/A.txt"));
    }

    [Fact] // Testably: a deleted open file reads as empty; TestableIO: writes after a rename are lost
    public void OpenFile_RenamedThenDeleted_StaysReadableAndWritable()
    {
        var fs = OverLower();
        using FileSystemStream stream = fs.File.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        fs.File.Move("/f", "/moved");
        stream.Write("L"u8);
        Assert.Equal("Lower", fs.File.ReadAllText("/moved"));
        fs.File.Delete("/moved");
        stream.Write("OW"u8);
        stream.Position = 0;
        Assert.Equal("LOWer", new StreamReader(stream).ReadToEnd());
    }

    [Fact] // fuse-overlayfs #192, #435; overlayfs with index=off
    public void Write_OneNameOfHardLinkedLowerFile_OtherNameSeesIt()
    {
        var fs = OverLower();
        fs.File.WriteAllText("/one", "changed");
        foreach (UnionFileSystem each in new[] { fs, Restacked(fs) })
        {
            Assert.Equal("changed", each.File.ReadAllText("/two"));
            each.Posix.Stat("/one", out FileStat one);
            each.Posix.Stat("/two", out FileStat two);
            Assert.Equal((one.Inode, 2, 2), (two.Inode, one.LinkCount, two.LinkCount));
        }
    }

    [Fact] // PhysFS: 64 buckets an archive
    public void LargeDirectory_ManyNames_AllAreFound()
    {
        var builder = new LayerBuilder();
        for (int i = 0; i < 20_000; i++) builder.AddFile($"/big/file-{i:D6}", Content.Empty);
        var fs = new UnionFileSystem(builder.Build());
        Assert.Equal(20_000, fs.Directory.List("/big").Count);
        for (int i = 0; i < 20_000; i += 997) Assert.True(fs.File.Exists($"/big/file-{i:D6}"));
        Assert.False(fs.File.Exists("/big/file-020000"));
    }

    [Fact] // litebox: copy-up skips checks: here, a snapshot refuses in the kernel's order
    public void Snapshot_AnyChange_IsRefusedInTheKernelsOrder()
    {
        PosixVerbs posix = OverLower().Snapshot().Posix;
        Assert.Equal(FsError.EEXIST, posix.Mkdir("/d"));
        Assert.Equal(FsError.EROFS, posix.Mkdir("/new"));
        Assert.Equal(FsError.ENOENT, posix.Mkdir("/no/new"));
        Assert.Equal(FsError.EROFS, posix.Rmdir("/d"));
        Assert.Equal(FsError.EROFS, posix.Unlink("/missing"));
        Assert.Equal(FsError.EROFS, posix.Rename("/missing", "/x"));
        Assert.Equal(FsError.None, posix.Open("/f", OpenFlags.O_RDONLY | OpenFlags.O_CREAT, out FileHandle? handle));
        handle!.Dispose();
        Assert.Equal(FsError.EROFS, posix.Open("/f", OpenFlags.O_RDWR, out _));
        Assert.Equal(FsError.EROFS, posix.Chmod("/f", 0));
    }
}
