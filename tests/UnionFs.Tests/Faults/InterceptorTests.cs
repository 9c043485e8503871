namespace UnionFs.Tests.Faults;

/// <summary>Who is asked first: what about, and that a refusal changes nothing, open files included.</summary>
public class InterceptorTests
{
    private readonly Recorder _recorder = new();
    private readonly UnionFileSystem _fs = new(new LayerBuilder()
        .AddFile("/dir/file", "text").AddFile("/dir/other", "more").AddDirectory("/empty").AddSymlink("/link", "dir/file").AddFile("/one", "1").AddHardLink("/two", "/one").Build());

    public static TheoryData<string> Verbs => [.. Refusable.Keys.Order(StringComparer.Ordinal)];

    private static readonly Dictionary<string, Func<UnionFileSystem, FileHandle, FsError>> Refusable = new()
    {
        ["mkdir"] = (fs, _) => fs.Posix.Mkdir("/new"),
        ["symlink"] = (fs, _) => fs.Posix.Symlink("dir", "/new"),
        ["mknod"] = (fs, _) => fs.Posix.Mknod("/new", NodeKind.Fifo),
        ["link"] = (fs, _) => fs.Posix.Link("/dir/file", "/new"),
        ["unlink"] = (fs, _) => fs.Posix.Unlink("/dir/file"),
        ["unlink of one of two"] = (fs, _) => fs.Posix.Unlink("/one"),
        ["rmdir"] = (fs, _) => fs.Posix.Rmdir("/empty"),
        ["remove tree"] = (fs, _) => fs.Posix.RemoveTree("/dir"),
        ["rename"] = (fs, _) => fs.Posix.Rename("/dir/file", "/new"),
        ["rename of a directory"] = (fs, _) => fs.Posix.Rename("/dir", "/new"),
        ["rename over"] = (fs, _) => fs.Posix.Rename("/dir/other", "/dir/file"),
        ["exchange"] = (fs, _) => fs.Posix.Rename("/dir", "/empty", RenameFlags.RENAME_EXCHANGE),
        ["truncate"] = (fs, _) => fs.Posix.Truncate("/dir/file", 1),
        ["chmod"] = (fs, _) => fs.Posix.Chmod("/dir/file", 0x180),
        ["chown"] = (fs, _) => fs.Posix.Chown("/dir/file", 1, 1),
        ["utimens"] = (fs, _) => fs.Posix.Utimens("/dir/file", TimeSetting.Now, new UnixTime(1)),
        ["setxattr"] = (fs, _) => fs.Posix.SetXattr("/dir/file", "user.a", "b"u8.ToArray()),
        ["write content"] = (fs, _) => fs.Posix.WriteContent("/dir/file", Content.From("new")),
        ["open to make"] = (fs, _) => fs.Posix.Open("/new", OpenFlags.O_CREAT | OpenFlags.O_RDWR, out FileHandle? _),
        ["open to cut"] = (fs, _) => fs.Posix.Open("/dir/file", OpenFlags.O_TRUNC | OpenFlags.O_RDWR, out FileHandle? _),
        ["write"] = (_, handle) => handle.Write(0, "new"u8),
        ["append"] = (_, handle) => handle.Append("new"u8, out long _),
        ["set length"] = (_, handle) => handle.SetLength(9),
        ["allocate"] = (_, handle) => handle.Allocate(AllocateFlags.None, 0, 9),
        ["copy range"] = (_, handle) => handle.CopyRange(handle, 0, 8, 4, out long _),
        ["set mode"] = (_, handle) => handle.SetMode(0x180),
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Verb_Refused_HasChangedNothing(string verb)
    {
        _fs.Posix.Open("/dir/file", OpenFlags.O_RDWR, out FileHandle? handle);
        using FileHandle file = handle!;
        _fs.Posix.Open("/dir", OpenFlags.O_DIRECTORY, out FileHandle? place);
        using FileHandle directory = place!;
        using ChangeFeed feed = _fs.Watch("/");
        Snapshot before = _fs.Snapshot();
        _fs.Interceptor = _recorder;
        _recorder.Answer = question => question.StartsWith("open", StringComparison.Ordinal) || question.StartsWith("read", StringComparison.Ordinal) ? FsError.None : FsError.EIO;

        Assert.Equal(FsError.EIO, Refusable[verb](_fs, file));

        Assert.Same(before.Frozen.Root, _fs.Tree.Root);
        Assert.False(feed.TryRead(out _));
        _fs.Interceptor = null;
        // The handles are where they were, and a name and a handle still mean one file.
        Assert.Equal(FsError.None, file.Write(0, "TEXT"u8));
        Assert.Equal("TEXT", _fs.File.ReadAllText("/dir/file"));
        Assert.Equal(FsError.None, _fs.Posix.Mkdir(directory.At("below")));
        Assert.True(_fs.Directory.Exists("/dir/below"));
        Assert.Equal(FsError.None, _fs.Posix.Unlink("/dir/file"));
        Assert.Equal(FsError.None, file.Read(0, new byte[9], out int count));
        Assert.Equal(4, count);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Verb_AllowedByAnInterceptor_DoesWhatItDoesWithout(string verb)
    {
        Snapshot start = _fs.Snapshot();
        IReadOnlyList<Change>[] changes = [.. new[] { null, _recorder }.Select(interceptor =>
        {
            UnionFileSystem fork = start.Fork(new Stopped());
            fork.Posix.Open("/dir/file", OpenFlags.O_RDWR, out FileHandle? handle);
            using FileHandle file = handle!;
            fork.Interceptor = interceptor;
            Assert.Equal(FsError.None, Refusable[verb](fork, file));
            return fork.GetChanges();
        })];
        Assert.NotEmpty(changes[0]);
        Assert.Equal(changes[0], changes[1]);
        Assert.NotEmpty(_recorder.Questions);
    }

    [Fact]
    public void Opening_AsksWithThePhysicalPath_AndWhoIsRefusedHasNoHandle()
    {
        _fs.Interceptor = _recorder;
        using (_fs.File.OpenRead("/link")) { }
        Assert.Equal(["open /dir/file O_RDONLY"], _recorder.Questions);
        _recorder.Answer = _ => FsError.EROFS;
        var error = Assert.Throws<IOException>(() => _fs.File.OpenWrite("/dir/new"));
        Assert.Equal((int)FsError.EROFS, error.HResult);
        Assert.False(_fs.File.Exists("/dir/new"));
        Assert.Equal("open /dir/new O_WRONLY, O_CREAT", _recorder.Questions[1]);
        Assert.Equal(2, _recorder.Questions.Count);
    }

    [Fact]
    public void WhatFailsAnyway_IsNotAskedAbout()
    {
        _fs.Interceptor = _recorder;
        Assert.Equal(FsError.ENOENT, _fs.Posix.Unlink("/none"));
        Assert.Equal(FsError.EEXIST, _fs.Posix.Mkdir("/dir"));
        Assert.Equal(FsError.ENOENT, _fs.Posix.Open("/none", OpenFlags.O_RDONLY, out _));
        Assert.Equal(FsError.EISDIR, _fs.Posix.ReadContent("/dir", out _));
        _fs.Limits = new FileSystemLimits { Bytes = 0 };
        Assert.Equal(FsError.ENOSPC, _fs.Posix.WriteContent("/new", Content.From("x")));
        Assert.Empty(_recorder.Questions);
    }

    [Fact]
    public void Reads_AreAskedAbout_ByMember()
    {
        using FileSystemStream stream = _fs.File.OpenRead("/dir/file");
        _fs.Interceptor = _recorder;
        _ = _fs.File.ReadAllText("/link");
        _ = _fs.File.ReadAllLines("/dir/file");
        _fs.File.Copy("/dir/file", "/copy");
        _ = stream.Read(new byte[2]);
        stream.CopyTo(Stream.Null);
        Assert.Equal(
            ["read /dir/file 0+4", "read /dir/file 0+4", "read /dir/file 0+4", "created    /copy", "read /dir/file 0+2", "read /dir/file 2+262144", "read /dir/file 4+262144"],
            _recorder.Questions);
        Assert.Equal(FsError.None, _fs.Posix.ReadContent("/copy", out Content content, out FileStat stat));
        Assert.Equal((4, 4), (content.Length, stat.Size));
    }

    [Fact]
    public void Changes_TellHowManyBytesAreWritten()
    {
        _fs.Interceptor = _recorder;
        _fs.File.WriteAllText("/new", "12345");
        _fs.File.AppendAllText("/new", "67");
        _fs.File.Copy("/new", "/copy");
        _fs.Posix.Truncate("/copy", 1000);
        using (FileSystemStream stream = _fs.File.OpenWrite("/copy")) stream.Write(new byte[100]);
        Assert.Equal(5 + 2 + 7 + 100, _recorder.BytesWritten);
    }

    [Fact]
    public async Task Reads_Refused_ThrowWhatTheErrnoIs()
    {
        using FileSystemStream stream = _fs.File.OpenRead("/dir/file");
        _fs.Interceptor = _recorder;
        _recorder.Answer = _ => FsError.EIO;
        AssertIoError(Assert.Throws<IOException>(() => _fs.File.ReadAllBytes("/dir/file")));
        AssertIoError(Assert.Throws<IOException>(() => stream.ReadByte()));
        AssertIoError(Assert.Throws<IOException>(() => stream.CopyTo(Stream.Null)));
        AssertIoError(await Assert.ThrowsAsync<IOException>(async () => _ = await stream.ReadAsync(new byte[1])));
        AssertIoError(await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null)));
        AssertIoError(await Assert.ThrowsAsync<IOException>(() => _fs.File.ReadAllBytesAsync("/dir/file")));
        AssertIoError(await Assert.ThrowsAsync<IOException>(() => _fs.File.ReadAllTextAsync("/dir/file")));
        AssertIoError(await Assert.ThrowsAsync<IOException>(() => _fs.File.ReadAllLinesAsync("/dir/file")));
        AssertIoError(await Assert.ThrowsAsync<IOException>(async () => { await foreach (string _ in _fs.File.ReadLinesAsync("/dir/file")) { } }));
        Assert.Equal(FsError.EIO, _fs.Posix.ReadContent("/dir/file", out Content content));
        Assert.Same(Content.Empty, content);
        Assert.Equal(0, stream.Position);
        Assert.Equal(10, _recorder.Questions.Count);

        static void AssertIoError(IOException error) => Assert.Equal((int)FsError.EIO, error.HResult);
    }

    [Fact]
    public void Interceptor_WritingFromWithin_IsDeadlock()
    {
        FsError inner = FsError.None;
        _fs.Interceptor = _recorder;
        _recorder.Answer = _ =>
        {
            inner = _fs.Posix.Mkdir("/inner");
            return FsError.None;
        };
        Assert.Equal(FsError.None, _fs.Posix.Mkdir("/outer"));
        Assert.Equal(FsError.EDEADLK, inner);
        Assert.Single(_recorder.Questions);
    }

    [Fact]
    public void Interceptor_Throwing_ChangesNothing_AndTheFileSystemGoesOn()
    {
        _fs.Interceptor = _recorder;
        _recorder.Answer = _ => throw new InvalidTimeZoneException();
        Assert.Throws<InvalidTimeZoneException>(() => _fs.Posix.Rename("/dir", "/new"));
        _fs.Interceptor = null;
        Assert.Empty(_fs.GetChanges());
        Assert.Equal(FsError.None, _fs.Posix.Rename("/dir", "/new"));
    }

    [Fact]
    public void Batch_IsAskedVerbByVerb_AndMayGoOnAfterARefusal()
    {
        _fs.Interceptor = _recorder;
        _recorder.Answer = question => question.Contains("/bad", StringComparison.Ordinal) ? FsError.EDQUOT : FsError.None;
        _fs.Update(batch =>
        {
            Assert.Equal(FsError.None, batch.Posix.Mkdir("/good"));
            Assert.Equal(FsError.EDQUOT, batch.Posix.Mkdir("/bad"));
        });
        Assert.Equal(["created    /good", "created    /bad"], _recorder.Questions);
        Assert.Equal(["/good"], _fs.GetChanges().Select(change => change.Path));
    }

    [Fact]
    public void Interceptor_StaysThroughRestore_AndNotInAFork()
    {
        _fs.Interceptor = _recorder;
        UnionFileSystem fork = _fs.Fork();
        _fs.Restore(_fs.Snapshot());
        Assert.Same(_recorder, _fs.Interceptor);
        Assert.Null(fork.Interceptor);
        Assert.Empty(_recorder.Questions);
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(1);
    }
}
