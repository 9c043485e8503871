using UnionFs.Host.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests;

/// <summary>What of a host directory is in the layer, and what is refused.</summary>
public sealed class HostDirectoryTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Open_File_SaysThatItIsNone()
    {
        File.WriteAllText(_temp["f"], "x");
        var error = Assert.Throws<IOException>(() => HostDirectory.Open(_temp["f"]));
        Assert.Contains($"'{_temp["f"]}' is not a directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Missing_ThrowsDirectoryNotFound()
    {
        Assert.Contains(_temp["no"], Assert.Throws<DirectoryNotFoundException>(() => HostDirectory.Open(_temp["no"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HostDirectory.Open("a\0b"));
        Assert.Throws<ArgumentException>(() => HostDirectory.Open(""));
    }

    [Fact]
    public void Open_ForbiddenDirectory_ThrowsAndNamesIt()
    {
        if (!Privilege.Check(output, Privilege.IsRoot, "root, to be somebody else")) return;
        Shell.Run("chmod 0755 .; mkdir -p a/b; chmod 0700 a/b", _temp.Path);
        Privilege.AsNobody(() =>
            Assert.Contains(_temp["a/b"], Assert.Throws<UnauthorizedAccessException>(() => HostDirectory.Open(_temp.Path)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Open_ThroughLinkAndRelative_IsTheDirectoryItself()
    {
        Shell.Run("mkdir -p real/in; printf x > real/in/f; ln -s real/in link", _temp.Path);
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _temp["link"]);
        foreach (string path in new[] { _temp["link"], _temp["link/"], _temp["real/../link/."], relative })
        {
            UnionFileSystem fs = new(HostDirectory.Open(path));
            Assert.Equal("x", fs.File.ReadAllText("/f"));
        }
    }

    [Fact]
    public void Open_NameThatIsNoUtf8AsRoot_IsOpened()
    {
        Shell.Run("d=$(printf 'd\\377'); mkdir \"$d\"; printf x > \"$d/f\"", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp.Path + "/d\udcff"));
        Assert.Equal("x", fs.File.ReadAllText("/f"));
    }

    [Fact]
    public void Open_Name_IsThePathOrTheOption()
    {
        Assert.Equal(_temp.Path, HostDirectory.Open(_temp.Path).Name);
        Assert.Equal("base", HostDirectory.Open(_temp.Path, new HostDirectoryOptions { Name = "base" }).Name);
    }

    [Fact]
    public void Open_Excluded_IsLeftOutWithEverythingBelow()
    {
        Shell.Run("mkdir -p keep skip/below; : > skip/f; : > file; ln -s skip link", _temp.Path);
        var options = new HostDirectoryOptions { Exclude = [_temp["link"], _temp["file"], _temp["missing"]] };
        Assert.Equal(["/", "/keep", "/link"], HostDirectory.Open(_temp.Path, options).Entries().Select(e => e.Path));
    }

    [Fact]
    public void Open_HardLinksThatLeaveTheTree_AreCountedWithin()
    {
        Shell.Run("mkdir in; printf x > f; ln f in/a; ln f in/b; ln -s y l; ln l in/l", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp["in"]));
        fs.Posix.LStat("/a", out FileStat a);
        fs.Posix.LStat("/b", out FileStat b);
        fs.Posix.LStat("/l", out FileStat l);
        Assert.Equal((2, 2, 1), (a.LinkCount, b.LinkCount, l.LinkCount));
        Assert.Equal(a.Inode, b.Inode);
    }

    [Fact]
    public void Open_BirthTime_IsTheHosts()
    {
        Shell.Run("touch -d '1999-01-01 UTC' f", _temp.Path);
        long born = long.Parse(Shell.Run("stat -c %W f", _temp.Path));
        LayerEntry entry = HostDirectory.Open(_temp.Path).Entries().Single(e => e.Path == "/f");
        Assert.Equal(born, entry.Metadata.BirthTime.Seconds);
        Assert.Equal(new UnixTime(915148800), entry.Metadata.ModifyTime);
    }

    [Fact]
    public void Open_OneFileSystem_KeepsTheMountPointEmpty()
    {
        // /proc/fs/binfmt and the like come and go; /dev with /dev/shm, /dev/pts and others is everywhere.
        string[] mounts = [.. File.ReadLines("/proc/self/mounts").Select(l => l.Split(' ')[1]).Where(m => m.StartsWith("/dev/", StringComparison.Ordinal))];
        string? mount = mounts.FirstOrDefault(m => Directory.Exists(m) && Path.GetDirectoryName(m) == "/dev");
        if (!Privilege.Check(output, mount is not null && Privilege.IsRoot, "root, and a mount in /dev")) return;
        Layer layer = HostDirectory.Open("/dev", new HostDirectoryOptions { OneFileSystem = true });
        Assert.Contains(layer.Entries(), e => e.Path == mount!["/dev".Length..] && e.Kind == NodeKind.Directory);
        Assert.DoesNotContain(layer.Entries(), e => e.Path.StartsWith(mount!["/dev".Length..] + "/", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_Cancelled_Throws()
    {
        Assert.Throws<OperationCanceledException>(() => HostDirectory.Open(_temp.Path, ct: new CancellationToken(canceled: true)));
    }
}
