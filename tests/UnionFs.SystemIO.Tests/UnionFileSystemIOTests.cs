using System.IO.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.SystemIO.Tests;

/// <summary>What has no counterpart in System.IO: how it starts, what stands behind it, and what it cannot do.</summary>
public class UnionFileSystemIOTests
{
    [Fact]
    public void New_Empty_HasTemporaryAndWorkingDirectory()
    {
        var files = new UnionFileSystemIO();
        Assert.Equal("/data", files.Directory.GetCurrentDirectory());
        Assert.True(files.Directory.Exists(files.Path.GetTempPath()));
        Assert.Equal((UnixFileMode)0x3FF, files.File.GetUnixFileMode("/tmp"));
        Assert.Equal(["/data", "/tmp"], files.Directory.GetFileSystemEntries("/"));
        Assert.Empty(files.Files.GetChanges());
    }

    [Fact]
    public void New_TwoOfThem_AreApart()
    {
        var one = new UnionFileSystemIO();
        var other = new UnionFileSystemIO();
        one.File.WriteAllText("f", "1");
        Assert.False(other.File.Exists("f"));
    }

    [Fact]
    public void New_OverALiveFileSystem_IsThatFileSystem()
    {
        var live = new UnionFileSystem(new LayerBuilder("base").AddFile("/etc/issue", "hello").Build());
        var files = new UnionFileSystemIO(live);
        files.File.AppendAllText("/etc/issue", "!");
        Assert.Equal("hello!", live.File.ReadAllText("/etc/issue"));
        Assert.Equal("/etc/issue", Assert.Single(live.GetChanges()).Path);
        Assert.Throws<ArgumentNullException>(() => new UnionFileSystemIO(null!));
    }

    [Fact]
    public void Handles_OfTheSystem_AreRefusedByName()
    {
        var files = new UnionFileSystemIO();
        files.File.WriteAllText("f", "1");
        using var handle = new SafeFileHandle();
        Assert.Contains("'f'", Assert.Throws<NotSupportedException>(() => files.File.OpenHandle("f")).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => files.RandomAccess.GetLength(handle));
        Assert.Throws<NotSupportedException>(() => files.File.GetAttributes(handle));
        Assert.Throws<NotSupportedException>(() => files.FileStream.New(handle, FileAccess.Read));
    }

    [Fact]
    public void Drive_OfALimitedFileSystem_TellsItsSpace()
    {
        var files = new UnionFileSystemIO();
        Assert.Equal(long.MaxValue, files.DriveInfo.New("/").TotalSize);
        files.Files.Limits = new FileSystemLimits { Bytes = 100 };
        files.File.WriteAllBytes("f", new byte[40]);
        IDriveInfo drive = Assert.Single(files.DriveInfo.GetDrives());
        Assert.Equal((100, 60, 60), (drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace));
        var error = Assert.Throws<IOException>(() => files.File.WriteAllBytes("g", new byte[61]));
        Assert.Equal((int)FsError.ENOSPC, error.HResult);
    }

    [Fact]
    public async Task Watcher_OfARestore_TellsWhatItChanged()
    {
        var files = new UnionFileSystemIO();
        Snapshot before = files.Files.Snapshot();
        files.File.WriteAllText("f", "1");
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IFileSystemWatcher watcher = files.FileSystemWatcher.New("/data");
        watcher.Deleted += (_, e) => gone.TrySetResult(e.FullPath);
        watcher.EnableRaisingEvents = true;
        files.Files.Restore(before);
        Assert.Equal("/data/f", await gone.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Paths_OfAnySpelling_AreSystemIos()
    {
        // Every text of up to five of these characters, and every pair of up to three.
        string[] texts = [.. Texts("/.a", 5)];
        IPath paths = new UnionFileSystemIO().Path;
        foreach (string text in texts)
        {
            Assert.Equal(Path.GetFullPath(text, "/data"), paths.GetFullPath(text, "/data"));
            Assert.Equal(Path.GetFullPath("/" + text), paths.GetFullPath("/" + text));
            Assert.Equal(Path.GetDirectoryName(text), paths.GetDirectoryName(text));
            Assert.Equal(Path.GetFileNameWithoutExtension(text), paths.GetFileNameWithoutExtension(text));
            Assert.Equal(Path.GetExtension(text), paths.GetExtension(text));
            Assert.Equal(Path.ChangeExtension(text, "b"), paths.ChangeExtension(text, "b"));
            Assert.Equal(Path.TrimEndingDirectorySeparator(text), paths.TrimEndingDirectorySeparator(text));
        }
        string[] few = [.. Texts("/.a", 3)];
        foreach ((string one, string two) in few.SelectMany(one => few.Select(two => (one, two))))
        {
            Assert.Equal(Path.Combine(one, two), paths.Combine(one, two));
            Assert.Equal(Path.Join(one, two), paths.Join(one, two));
            Assert.Equal(Path.GetRelativePath("/" + one, "/" + two), paths.GetRelativePath("/" + one, "/" + two));
        }
    }

    private static IEnumerable<string> Texts(string characters, int length) =>
        length == 0 ? [""] : Texts(characters, length - 1).SelectMany(text => text.Length == length - 1 ? characters.Select(c => text + c).Prepend(text) : [text]);
}
