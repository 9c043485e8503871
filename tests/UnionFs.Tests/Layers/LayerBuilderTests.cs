namespace UnionFs.Tests.Layers;

public class LayerBuilderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/a/../b")]
    [InlineData("./a")]
    [InlineData("/a\0b")]
    public void AnyAdd_PathThatIsNotNormalised_IsRefused(string path)
    {
        var builder = new LayerBuilder();
        Assert.ThrowsAny<ArgumentException>(() => builder.AddFile(path, ""));
        Assert.ThrowsAny<ArgumentException>(() => builder.AddDirectory(path));
        Assert.ThrowsAny<ArgumentException>(() => builder.AddWhiteout(path));
        Assert.ThrowsAny<ArgumentException>(() => builder.AddHardLink("/x", path));
        Assert.Single(builder.Build().Entries());
    }

    [Fact]
    public void AnyAdd_Null_IsRefused()
    {
        var builder = new LayerBuilder();
        Assert.Throws<ArgumentNullException>(() => builder.AddFile(null!, ""));
        Assert.Throws<ArgumentNullException>(() => builder.AddFile("/f", (Content)null!));
        Assert.Throws<ArgumentNullException>(() => builder.AddFile("/f", (string)null!));
        Assert.Throws<ArgumentNullException>(() => builder.AddSymlink("/f", null!));
        Assert.Throws<ArgumentNullException>(() => new LayerBuilder(null!));
    }

    [Fact]
    public void Add_NameTakenOrParentNoDirectory_IsRefusedAndNothingChanged()
    {
        var builder = new LayerBuilder().AddFile("/f", "1").AddFile("/d/g", "2");
        Assert.Equal(17, Assert.Throws<IOException>(() => builder.AddFile("/f", "x")).HResult);
        Assert.Equal(17, Assert.Throws<IOException>(() => builder.AddWhiteout("/d")).HResult);
        Assert.Equal(17, Assert.Throws<IOException>(() => builder.AddDirectory("/f")).HResult);
        Assert.Equal(17, Assert.Throws<IOException>(() => builder.AddFile("/", "x")).HResult);
        Assert.Throws<DirectoryNotFoundException>(() => builder.AddFile("/f/below/deep", "x"));
        Assert.Throws<PathTooLongException>(() => builder.AddFile("/new/" + new string('a', 256), "x"));
        Assert.Throws<FileNotFoundException>(() => builder.AddHardLink("/h", "/nope"));
        Assert.Throws<UnauthorizedAccessException>(() => builder.AddHardLink("/h", "/d"));
        Assert.Equal(["/", "/d", "/d/g", "/f"], builder.Build().Entries().Select(entry => entry.Path));
    }

    [Fact]
    public void AddSpecial_WrongKindOrDevice_IsRefused()
    {
        var builder = new LayerBuilder();
        Assert.Throws<ArgumentException>(() => builder.AddSpecial("/x", NodeKind.File));
        Assert.Throws<ArgumentException>(() => builder.AddSpecial("/x", NodeKind.Fifo, new DeviceNumber(1, 2)));
        builder.AddSpecial("/null", NodeKind.CharDevice, new DeviceNumber(1, 3)).AddSpecial("/pipe", NodeKind.Fifo);
        new Snapshot(LayerStack.Empty.Push(builder.Build())).Posix.Stat("/null", out FileStat stat);
        Assert.Equal((NodeKind.CharDevice, new DeviceNumber(1, 3)), (stat.Kind, stat.Device));
    }

    [Fact]
    public void Build_OrderOfAdding_DoesNotMatter()
    {
        Layer one = new LayerBuilder().AddFile("/a", "1").AddFile("/d/b", "2").AddSymlink("/l", "a").Build();
        Layer two = new LayerBuilder().AddSymlink("/l", "a").AddFile("/d/b", "2").AddFile("/a", "1").Build();
        Assert.Equal(one.Entries().Select(entry => (entry.Path, entry.Inode)), two.Entries().Select(entry => (entry.Path, entry.Inode)));
    }

    [Fact]
    public void HardLinks_RemovedToOneName_AreAnOrdinaryFile()
    {
        var builder = new LayerBuilder().AddFile("/a", "1").AddHardLink("/b", "/a").AddHardLink("/d/c", "/b");
        Layer three = builder.Build();
        Assert.Equal([null, "/a", "/a"], three.Entries().Where(entry => entry.Kind == NodeKind.File).Select(entry => entry.HardLinkOf));
        builder.Remove("/a");
        builder.Remove("/d");
        var fs = new UnionFileSystem(builder.Build());
        fs.Posix.Stat("/b", out FileStat stat);
        Assert.Equal(1, stat.LinkCount);
        // The layer made before goes on as it was.
        new UnionFileSystem(three).Posix.Stat("/b", out stat);
        Assert.Equal(3, stat.LinkCount);
    }
}
