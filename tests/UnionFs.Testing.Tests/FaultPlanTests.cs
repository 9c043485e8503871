using Microsoft.Extensions.Time.Testing;

namespace UnionFs.Testing.Tests;

public class FaultPlanTests
{
    private static readonly FileSystemFixture Fixture = FileSystemFixture.FromTree("""
        etc/
          conf: conf
        data/
          a: aaaa
          b: bbbb
        """);

    [Fact]
    public void FailRead_OnlyTheNth_AtThePathAndBelow()
    {
        var faults = new FaultPlan().FailRead(2, path: "/data");
        UnionFileSystem fs = Fixture.Fork(faults);
        Assert.Equal("aaaa", fs.File.ReadAllText("/data/a"));
        Assert.Equal("conf", fs.File.ReadAllText("/etc/conf"));
        Assert.Equal(5, Assert.Throws<IOException>(() => fs.File.ReadAllText("/data/b")).HResult);
        Assert.Equal("bbbb", fs.File.ReadAllText("/data/b"));
        Assert.Equal(["read /data/b: EIO"], faults.Injected);
    }

    [Fact]
    public void FailRead_InTheMiddleOfAStream_LeavesItsPosition()
    {
        UnionFileSystem fs = Fixture.Fork(new FaultPlan().FailRead(2));
        using FileSystemStream stream = fs.File.OpenRead("/data/a");
        Assert.Equal('a', stream.ReadByte());
        Assert.Equal("Input/output error : '/data/a'", Assert.Throws<IOException>(() => stream.ReadByte()).Message);
        Assert.Equal(1, stream.Position);
        Assert.Equal('a', stream.ReadByte());
    }

    [Fact]
    public void FillDiskAfter_CountsBytes_AndRefusesAWholeWrite()
    {
        var faults = new FaultPlan().FillDiskAfter(10);
        UnionFileSystem fs = Fixture.Fork(faults);
        fs.File.WriteAllText("/one", "123456");
        var error = Assert.Throws<IOException>(() => fs.File.WriteAllText("/two", "12345"));
        Assert.Equal((int)FsError.ENOSPC, error.HResult);
        Assert.False(fs.File.Exists("/two"));
        fs.File.Delete("/one"); // frees nothing
        using (FileSystemStream stream = fs.File.Create("/three"))
        {
            stream.Write("1234"u8);
            Assert.Throws<IOException>(() => stream.WriteByte(0));
        }
        Assert.Equal("1234", fs.File.ReadAllText("/three"));
        fs.Directory.CreateDirectory("/no-bytes");
        Assert.Equal(["change /two: ENOSPC", "change /three: ENOSPC"], faults.Injected);
    }

    [Fact]
    public void MakeReadOnly_RefusesAllThatWouldChangeIt()
    {
        UnionFileSystem fs = Fixture.Fork(new FaultPlan().MakeReadOnly("/etc"));
        Action[] changes =
        [
            () => fs.File.WriteAllText("/etc/conf", ""),
            () => fs.File.OpenWrite("/etc/conf"),
            () => fs.File.Create("/etc/new"),
            () => fs.Directory.CreateDirectory("/etc/new"),
            () => fs.File.Delete("/etc/conf"),
            () => fs.File.Move("/etc/conf", "/conf"),
            () => fs.File.Move("/data/a", "/etc/a"),
            () => fs.Directory.Move("/etc", "/other"),
            () => fs.Directory.Delete("/etc", recursive: true),
            () => fs.File.SetUnixFileMode("/etc/conf", UnixFileMode.UserRead),
        ];
        foreach (Action change in changes) Assert.Equal((int)FsError.EROFS, Assert.ThrowsAny<IOException>(change).HResult);
        fs.AssertChanges();
        Assert.Equal("conf", fs.File.ReadAllText("/etc/conf"));
        fs.File.WriteAllText("/etcetera", "beside");
        fs.AssertChanges("added /etcetera");
    }

    [Fact]
    public void FailOpenAndChange_Nth()
    {
        var faults = new FaultPlan().FailOpen(1, path: "/data/b").FailChange(2, FsError.EDQUOT);
        UnionFileSystem fs = Fixture.Fork(faults);
        using (fs.File.OpenRead("/data/a")) { }
        Assert.Throws<UnauthorizedAccessException>(() => fs.File.OpenRead("/data/b"));
        using (fs.File.OpenRead("/data/b")) { }
        fs.File.Delete("/data/a");
        Assert.Equal((int)FsError.EDQUOT, Assert.Throws<IOException>(() => fs.File.Delete("/data/b")).HResult);
        fs.File.Delete("/data/b");
        Assert.Equal(["open /data/b: EACCES", "change /data/b: EDQUOT"], faults.Injected);
    }

    [Fact]
    public async Task SlowReads_EndWhenTheClockSaysSo()
    {
        var clock = new FakeTimeProvider();
        UnionFileSystem fs = Fixture.Fork(new FaultPlan().SlowReads(TimeSpan.FromSeconds(30), "/data").SlowReads(TimeSpan.FromSeconds(30)), clock);
        Task<string> slow = fs.File.ReadAllTextAsync("/data/a");
        Task<string> faster = fs.File.ReadAllTextAsync("/etc/conf");
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("conf", await faster);
        Assert.False(slow.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("aaaa", await slow);
    }

    [Fact]
    public void Plan_OfSeveralForks_CountsForAllOfThem()
    {
        var faults = new FaultPlan().FailRead(2);
        UnionFileSystem one = Fixture.Fork(faults), two = Fixture.Fork(faults);
        _ = one.File.ReadAllText("/data/a");
        Assert.Throws<IOException>(() => two.File.ReadAllText("/data/a"));
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("/a/../b")]
    [InlineData("/a//b")]
    public void Plan_ForNoPhysicalPath_IsRefused(string path) =>
        Assert.Contains($"'{path}'", Assert.Throws<ArgumentException>(() => new FaultPlan().MakeReadOnly(path)).Message, StringComparison.Ordinal);
}
