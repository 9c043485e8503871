namespace UnionFs.Tests.Net;

/// <summary>Temporary directories, beyond the contract cases: without a /tmp, and that names are free and come again.</summary>
public class TemporaryDirectoryTests
{
    [Fact]
    public void Without_a_tmp_nothing_is_made()
    {
        var fs = new UnionFileSystem();
        Assert.Equal("Unable to find the specified file.", Assert.Throws<FileNotFoundException>(() => fs.Directory.CreateTempSubdirectory("x")).Message);
        fs.File.WriteAllText("/tmp", "");
        Assert.Equal("Could not find a part of the path.", Assert.Throws<DirectoryNotFoundException>(() => fs.Directory.CreateTempSubdirectory("x")).Message);
        Assert.Equal(["tmp"], fs.Directory.List("/").Select(entry => entry.Name));
    }

    [Fact]
    public void Who_may_not_write_is_refused()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddDirectory("/tmp").Build());
        Assert.Throws<UnauthorizedAccessException>(() => fs.As(new Identity(1000, 1000)).Directory.CreateTempSubdirectory());
        IOException readOnly = Assert.Throws<IOException>(() => fs.Snapshot().Directory.CreateTempSubdirectory());
        Assert.Equal((int)FsError.EROFS, readOnly.HResult);
    }

    [Fact]
    public void Names_come_again_with_the_same_operations_and_are_left_where_they_are_taken()
    {
        LayerStack layers = LayerStack.Empty.Push(new LayerBuilder().AddDirectory("/tmp").Build());
        var first = new UnionFileSystem(layers, new FixedClock());
        string[] names = [.. Enumerable.Range(0, 100).Select(_ => first.Directory.CreateTempSubdirectory("t"))];
        Assert.Equal(100, names.Distinct().Count());

        var second = new UnionFileSystem(layers, new FixedClock());
        Assert.Equal(names[0], second.Directory.CreateTempSubdirectory("t"));

        // A name costs a number and its directory another, so after two directories the second name comes next.
        var third = new UnionFileSystem(layers, new FixedClock());
        third.Directory.CreateDirectory(names[1]);
        third.Directory.CreateDirectory("/other");
        string free = third.Directory.CreateTempSubdirectory("t");
        Assert.DoesNotContain(free, names);
        Assert.True(third.Directory.Exists(free));
        Assert.Equal(2, third.Directory.List("/tmp").Count);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
