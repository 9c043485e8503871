using System.Text;
using UnionFs.Tests.Cost;

namespace UnionFs.Tests.Net;

/// <summary>What of the .NET face cannot be compared with the host: the working directory is the process's there, and time passes.</summary>
public class NetFaceTests
{
    private static UnionFileSystem Start()
    {
        var fs = new UnionFileSystem();
        fs.Directory.CreateDirectory("/home/me");
        fs.File.WriteAllText("/home/me/note", "hello");
        fs.File.CreateSymbolicLink("/short", "home/me");
        return fs;
    }

    [Fact]
    public void CurrentDirectory_AtFirst_IsTheRoot()
    {
        UnionFileSystem fs = Start();
        Assert.Equal("/", fs.Directory.GetCurrentDirectory());
        Assert.Equal("hello", fs.File.ReadAllText("home/me/note"));
    }

    [Fact]
    public void SetCurrentDirectory_ThroughALink_IsThePhysicalPath()
    {
        UnionFileSystem fs = Start();
        fs.Directory.SetCurrentDirectory("/short");
        Assert.Equal("/home/me", fs.Directory.GetCurrentDirectory());
        fs.Directory.SetCurrentDirectory("..");
        Assert.Equal("/home", fs.Directory.GetCurrentDirectory());
        fs.Directory.SetCurrentDirectory("me/");
        Assert.Equal("/home/me", fs.Directory.GetCurrentDirectory());
    }

    [Fact]
    public void RelativePaths_OfEveryKindOfCall_StartAtTheCurrentDirectory()
    {
        UnionFileSystem fs = Start();
        fs.Directory.SetCurrentDirectory("/home/me");
        Assert.True(fs.File.Exists("note"));
        Assert.True(fs.Directory.Exists("../me"));
        fs.File.Copy("note", "copy");
        fs.File.Move("copy", "../moved");
        fs.File.Replace("note", "/home/moved", "kept");
        fs.Directory.CreateDirectory("sub/deep");
        fs.File.SetLastWriteTimeUtc("kept", DateTime.UnixEpoch);
        using (StreamWriter writer = fs.File.CreateText("sub/text")) writer.Write("text");
        Assert.Equal(["./kept", "./sub"], fs.Directory.GetFileSystemEntries("."));
        Assert.Equal("text", fs.File.ReadAllText("/home/me/sub/text"));
        Assert.Equal(DateTime.UnixEpoch, fs.File.GetLastWriteTimeUtc("/home/me/kept"));
        Assert.Equal("/home/me", fs.Directory.GetParent("sub"));
        Assert.Equal("Could not find file '/home/me/nope'.", Assert.Throws<FileNotFoundException>(() => fs.File.OpenRead("nope")).Message);
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat("kept", out _)); // the Unix verbs stay at the root
    }

    [Fact]
    public void SetCurrentDirectory_OfOneFileSystem_IsNotAnothers()
    {
        UnionFileSystem fs = Start();
        fs.Directory.SetCurrentDirectory("/home");
        Assert.Equal("/", fs.Fork().Directory.GetCurrentDirectory());
        Assert.Equal("/", fs.Snapshot().Directory.GetCurrentDirectory());
    }

    [Fact]
    public void SetCurrentDirectory_ThatFails_ChangesNothing()
    {
        UnionFileSystem fs = Start();
        fs.Directory.SetCurrentDirectory("/home");
        Assert.Throws<DirectoryNotFoundException>(() => fs.Directory.SetCurrentDirectory("/nope"));
        Assert.Equal("/home", fs.Directory.GetCurrentDirectory());
    }

    [Fact]
    public void Enumeration_OfATreeThatChanges_SeesEachDirectoryAtItsVisit()
    {
        UnionFileSystem fs = Start();
        fs.Directory.CreateDirectory("/home/zoe");
        var seen = new List<string>();
        foreach (string path in fs.Directory.EnumerateFileSystemEntries("/home", "*", SearchOption.AllDirectories))
        {
            seen.Add(path);
            if (seen.Count > 1) continue;
            fs.Directory.CreateDirectory("/home/late"); // its directory was visited
            fs.File.WriteAllText("/home/me/added", ""); // this one was not
            fs.Directory.Delete("/home/zoe"); // passed over
        }
        Assert.Equal(["/home/me", "/home/zoe", "/home/me/added", "/home/me/note"], seen);
    }

    [Fact]
    public void Enumeration_Deep_IsBreadthFirstAndOrdinal()
    {
        var fs = new UnionFileSystem();
        foreach (string path in (string[])["/b/y", "/b/X", "/a/deep/z", "/c"]) fs.Directory.CreateDirectory(path);
        Assert.Equal(["/a", "/b", "/c", "/a/deep", "/b/X", "/b/y", "/a/deep/z"], fs.Directory.GetDirectories("/", "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void WriteAllText_ThatCannotBeEncoded_ChangesNothing()
    {
        UnionFileSystem fs = Start();
        Assert.Throws<EncoderFallbackException>(() => fs.File.WriteAllText("/home/me/note", "\uD800"));
        Assert.Equal("hello", fs.File.ReadAllText("/home/me/note"));
    }

    [Fact]
    public void Replace_BackupInTheTargetsPlace_ChangesNothing()
    {
        UnionFileSystem fs = Start();
        fs.File.WriteAllText("/new", "new");
        Assert.Throws<FileNotFoundException>(() => fs.File.Replace("/new", "/home/me/note", "/short/note"));
        Assert.Equal("hello", fs.File.ReadAllText("/home/me/note"));
        Assert.Equal("new", fs.File.ReadAllText("/new"));
    }

    [Fact]
    public void Locks_OfABatch_EndWithIt()
    {
        UnionFileSystem fs = Start();
        fs.Update(batch =>
        {
            batch.File.Open("/home/me/note", FileMode.Open, FileAccess.Read, FileShare.None);
            Assert.Equal(11, Assert.Throws<IOException>(() => batch.File.ReadAllText("/home/me/note")).HResult);
            Assert.Equal(11, Assert.Throws<IOException>(() => batch.File.AppendAllText("/home/me/note", "!")).HResult);
        });
        fs.File.AppendAllText("/home/me/note", "!");
        Assert.Equal("hello!", fs.File.ReadAllText("/home/me/note"));
    }

    [Fact]
    public void Locks_OfAHardLinkedFile_HoldForEveryName()
    {
        UnionFileSystem fs = Start();
        fs.File.CreateHardLink("/other", "/home/me/note");
        using FileSystemStream locked = fs.File.OpenWrite("/home/me/note");
        Assert.Equal(11, Assert.Throws<IOException>(() => fs.File.ReadAllText("/other")).HResult);
    }

    [Fact]
    public void Snapshot_ReadAndWritten_ReadsAndRefuses()
    {
        Snapshot snapshot = Start().Snapshot();
        Assert.Equal("hello", snapshot.File.ReadAllText("/short/note"));
        Assert.Equal((int)FsError.EROFS, Assert.Throws<IOException>(() => snapshot.File.AppendAllText("/short/note", "!")).HResult);
        Assert.Equal((int)FsError.EROFS, Assert.Throws<IOException>(() => snapshot.File.SetAttributes("/short/note", FileAttributes.ReadOnly)).HResult);
    }

    [Fact]
    public void CopyTo_LargeFile_AllocatesNoBuffer()
    {
        var fs = new UnionFileSystem();
        fs.File.WriteAllBytes("/f", new byte[4 << 20]);
        using FileSystemStream stream = fs.File.OpenRead("/f");
        long allocated = Allocated.By(() =>
        {
            stream.Position = 0;
            stream.CopyTo(Stream.Null);
        });
        Assert.InRange(allocated, 0, 256 * 64 + 4096); // a segment for each chunk
    }

    [Fact]
    public void CopyTo_LazyFile_ReadsItOnce()
    {
        var lazy = new SparseContent(5_000_000);
        var fs = new UnionFileSystem();
        fs.Posix.WriteContent("/f", lazy);
        using FileSystemStream stream = fs.File.OpenRead("/f");
        stream.CopyTo(Stream.Null);
        Assert.Equal(5_000_000, lazy.BytesRead);
    }
}
