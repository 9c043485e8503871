using UnionFs.Testing;

namespace UnionFs.FileProviders.Tests;

/// <summary>What ours promises beyond PhysicalFileProvider.</summary>
public class FileInfoTests
{
    private readonly UnionFileSystem _fs = FileSystemFixture.FromTree("""
        secret/
          key: key
        site/
          index.html: hello
          private.txt [600]: private
          css/
            a.css: a
          out -> ../secret
          out-file -> /secret/key
          up -> ..
          in -> /site/css/a.css
          broken -> none
          loop -> loop
        current -> site
        """).Fork();

    [Fact]
    public void FileInfo_IsOneVersion_WhateverHappensAfterwards()
    {
        using var provider = new UnionFileProvider(_fs, "/site");
        IFileInfo before = provider.GetFileInfo("index.html");
        _fs.File.WriteAllText("/site/index.html", "something longer");
        IFileInfo after = provider.GetFileInfo("index.html");
        _fs.File.Delete("/site/index.html");
        Assert.Equal(("hello", 5), (Text(before), before.Length));
        Assert.Equal(("something longer", 16), (Text(after), after.Length));
        Assert.True(after.LastModified > before.LastModified);
        Assert.False(provider.GetFileInfo("index.html").Exists);
    }

    [Theory]
    [InlineData("out/key")]
    [InlineData("out-file")]
    [InlineData("up/secret/key")]
    [InlineData("broken")]
    [InlineData("loop")]
    public void Link_ThatLeadsOut_LeadsNowhere(string path)
    {
        using var provider = new UnionFileProvider(_fs, "/site");
        Assert.False(provider.GetFileInfo(path).Exists);
        Assert.False(provider.GetDirectoryContents(path).Exists);
        Assert.DoesNotContain(provider.GetDirectoryContents(Path.GetDirectoryName(path)!), info => info.Name == Path.GetFileName(path));
    }

    [Fact]
    public void Root_BehindALink_ShowsWhatIsThere()
    {
        using var provider = new UnionFileProvider(_fs, "/current/");
        Assert.Equal("a", Text(provider.GetFileInfo("in")));
        Assert.False(provider.GetFileInfo("out-file").Exists);
        Assert.Equal(["css", "in", "index.html", "private.txt"], provider.GetDirectoryContents("").Select(info => info.Name));
        using var all = new UnionFileProvider(_fs);
        Assert.Equal("key", Text(all.GetFileInfo("/site/out/key")));
    }

    [Fact]
    public void Directory_InADirectory_IsListedToo()
    {
        using var provider = new UnionFileProvider(_fs, "/site");
        IFileInfo css = provider.GetDirectoryContents("/").Single(info => info.Name == "css");
        Assert.True(css is { IsDirectory: true, Exists: true, Length: -1, PhysicalPath: null });
        Assert.Equal("a", Text(Assert.Single(Assert.IsAssignableFrom<IDirectoryContents>(css))));
        Assert.Throws<InvalidOperationException>(() => css.CreateReadStream());
    }

    [Fact]
    public void Caller_WhoMayNotRead_FindsNothing()
    {
        using var provider = new UnionFileProvider(_fs, "/site", new UnionFileProviderOptions { Caller = new Identity(1000, 1000) });
        Assert.True(provider.GetFileInfo("index.html").Exists);
        Assert.False(provider.GetFileInfo("private.txt").Exists);
        Assert.DoesNotContain("private.txt", provider.GetDirectoryContents("").Select(info => info.Name));
        _fs.Posix.Chmod("/site/css", 0x1C0);
        Assert.False(provider.GetFileInfo("css/a.css").Exists);
        Assert.False(provider.GetDirectoryContents("css").Exists);
    }

    [Fact]
    public void Hidden_WhereTheyAreAskedFor_AreShown()
    {
        _fs.File.WriteAllText("/site/.env", "x");
        using var provider = new UnionFileProvider(_fs, "/site", new UnionFileProviderOptions { IncludeHidden = true });
        Assert.True(provider.GetFileInfo(".env").Exists);
        Assert.Contains(".env", provider.GetDirectoryContents("").Select(info => info.Name));
    }

    [Fact]
    public void Disk_ThatFails_IsNoMissingFile()
    {
        _fs.Interceptor = new FaultPlan().FailRead(1);
        using var provider = new UnionFileProvider(_fs, "/site");
        IFileInfo info = provider.GetFileInfo("index.html");
        Assert.True(info is { Exists: true, Length: 5, IsDirectory: false, Name: "index.html" });
        Assert.Equal((int)FsError.EIO, Assert.Throws<IOException>(() => info.CreateReadStream()).HResult);
        Assert.Equal("hello", Text(provider.GetFileInfo("index.html")));
    }

    [Fact]
    public void LastModified_OfAnyTime_IsOneThatServersCanBear()
    {
        _fs.Posix.Utimens("/site/index.html", TimeSetting.Now, new UnixTime(long.MinValue));
        using var provider = new UnionFileProvider(_fs, "/site");
        Assert.True(provider.GetFileInfo("index.html").LastModified.ToFileTime() > 0);
    }

    [Fact]
    public void Snapshot_IsServedAsItWas_AndNeverChanges()
    {
        using var provider = new UnionFileProvider(_fs.Snapshot(), "/site");
        _fs.Directory.Delete("/site", recursive: true);
        Assert.Equal("hello", Text(provider.GetFileInfo("index.html")));
        Assert.Same(NullChangeToken.Singleton, provider.Watch("**"));
    }

    [Fact]
    public void Root_ThatIsNoAbsolutePath_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new UnionFileProvider(_fs, "site"));
        Assert.Throws<ArgumentException>(() => new UnionFileProvider(_fs, ""));
        Assert.Throws<ArgumentException>(() => new UnionFileProvider(_fs, "/.."));
        Assert.Throws<ArgumentNullException>(() => new UnionFileProvider((UnionFileSystem)null!));
    }

    private static string Text(IFileInfo info)
    {
        using var reader = new StreamReader(info.CreateReadStream());
        return reader.ReadToEnd();
    }
}
