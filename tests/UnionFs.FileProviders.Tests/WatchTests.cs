using Microsoft.Extensions.Primitives;
using UnionFs.Testing;

namespace UnionFs.FileProviders.Tests;

/// <summary>A token has changed when the call that changed the file returns, so nothing here waits to see that something does not happen.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly UnionFileSystem _fs = FileSystemFixture.FromTree("""
        site/
          index.html: hello
          .hidden: x
          css/
            a.css: a
            deep/
              b.css: b
          js/
            a.js: a
          link.css -> css/a.css
        other/
          c.css: c
        """).Fork();
    private readonly UnionFileProvider _provider;

    public WatchTests() => _provider = new UnionFileProvider(_fs, "/site");

    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, bool>();
            // What is done, the filters that change, and those that do not.
            Add("write index.html", ["index.html", "/index.html", "./index.html", "*.html", "*", "**", "**/*", "**/*.html", "css/../index.html"], ["index.htm", "*.css", "css/*", "css/", "INDEX.HTML", "../site/index.html", "/../index.html", "", "css"]);
            Add("write css/a.css", ["css/a.css", "css\\a.css", "css/*.css", "css/", "**/*.css", "**/a.*", "css/**", "link.css"], ["*.css", "js/", "css/*.js", "css", "css/deep/*", "css/deep/"]);
            Add("create css/new.css", ["css/new.css", "css/*", "**"], ["new.css", "css/a.css", "*"]);
            Add("delete css/a.css", ["css/a.css", "css/*", "link.css"], ["index.html", "js/*"]);
            Add("delete tree css", ["css", "css/a.css", "css/*.css", "css/deep/b.css", "**/*.css", "css/", "css/deep/*", "*", "link.css"], ["index.html", "js/*.js", "js/"]);
            Add("rename css styles", ["css", "styles", "css/a.css", "styles/a.css", "css/*", "styles/*.css", "**/*.css"], ["index.html", "js/a.js"]);
            Add("rename css/a.css js/a.css", ["css/a.css", "js/a.css", "css/*", "js/*.css"], ["css/deep/b.css", "js/*.js"]);
            Add("write .hidden", [], [".hidden", "*", "**", "**/*"]);
            Add("write /other/c.css", [], ["**", "*", "../other/c.css", "c.css"]);
            Add("delete tree /site", ["index.html", "css/a.css", "**", "css/*", "*.html"], [".hidden"]);
            Add("relink link.css", ["link.css", "*.css"], ["css/a.css", "css/*"]);
            Add("touch index.html", ["index.html", "*"], ["css/"]);
            Add("mkdir fonts", ["fonts", "*", "**"], ["fonts/*", "css/*"]);
            return cases;

            void Add(string operation, string[] changing, string[] others)
            {
                foreach (string filter in changing) cases.Add(operation, filter, true);
                foreach (string filter in others) cases.Add(operation, filter, false);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Token_OfAFilter_ChangesWithWhatItNames(string operation, string filter, bool expected)
    {
        IChangeToken token = _provider.Watch(filter);
        Assert.False(token.HasChanged);
        Do(operation);
        Assert.Equal(expected, token.HasChanged);
    }

    [Fact]
    public async Task Callbacks_AreCalledOnce_AndLateOnesAtOnce()
    {
        IChangeToken token = _provider.Watch("*.html");
        var called = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        int calls = 0;
        Assert.True(token.ActiveChangeCallbacks);
        using IDisposable registration = token.RegisterChangeCallback(state =>
        {
            Interlocked.Increment(ref calls);
            called.TrySetResult(state);
        }, "state");
        using IDisposable withdrawn = token.RegisterChangeCallback(_ => Interlocked.Add(ref calls, 100), null);
        withdrawn.Dispose();
        Do("write index.html");
        Assert.Equal("state", await called.Task.WaitAsync(TimeSpan.FromMinutes(1)));
        Do("write index.html");
        IChangeToken next = _provider.Watch("*.html");
        Assert.False(next.HasChanged);
        Assert.NotSame(token, next);
        bool late = false;
        using IDisposable after = token.RegisterChangeCallback(_ => late = true, null);
        Assert.True(late);
        Assert.Equal(1, Volatile.Read(ref calls));
    }

    [Fact]
    public async Task ChangeToken_OnChange_SeesEveryChange()
    {
        // A consumer that asks for the next token in its callback, as configuration does, and a writer that waits for it.
        var seen = new SemaphoreSlim(0);
        using IDisposable _ = ChangeToken.OnChange(() => _provider.Watch("index.html"), () => seen.Release());
        for (int i = 0; i < 100; i++)
        {
            _fs.File.WriteAllText("/site/index.html", $"{i}");
            Assert.True(await seen.WaitAsync(TimeSpan.FromMinutes(1)));
        }
    }

    [Fact]
    public void Tokens_OfOneFilter_AreSharedUntilTheyChange()
    {
        Assert.Same(_provider.Watch("css/*"), _provider.Watch("/css/*"));
        Assert.NotSame(_provider.Watch("css/*"), _provider.Watch("js/*"));
    }

    [Fact]
    public void Batch_ChangesTokensWhenItIsPublished_AndNotWhenItFails()
    {
        IChangeToken token = _provider.Watch("index.html");
        Assert.Throws<InvalidTimeZoneException>(() => _fs.Update(batch =>
        {
            batch.File.WriteAllText("/site/index.html", "1");
            throw new InvalidTimeZoneException();
        }));
        Assert.False(token.HasChanged);
        _fs.Update(batch =>
        {
            batch.File.WriteAllText("/site/index.html", "1");
            Assert.False(token.HasChanged);
        });
        Assert.True(token.HasChanged);
    }

    [Fact]
    public void Restore_ChangesTokensOfWhatDiffers()
    {
        Snapshot before = _fs.Snapshot();
        Do("write css/a.css");
        IChangeToken changed = _provider.Watch("css/a.css"), same = _provider.Watch("index.html");
        _fs.Restore(before);
        Assert.True(changed.HasChanged);
        Assert.False(same.HasChanged);
    }

    [Fact]
    public void IgnoringCase_FiltersGoByEverySpelling()
    {
        var fs = new UnionFileSystem(LayerStack.Empty.Push(TextTree.Parse("site/\n  Css/\n    A.css: a")).WithNames(NameComparison.IgnoreCase));
        using var provider = new UnionFileProvider(fs, "/SITE");
        IChangeToken path = provider.Watch("css/a.CSS"), glob = provider.Watch("CSS/*.css"), other = provider.Watch("js/*");
        fs.File.WriteAllText("/site/css/a.css", "b");
        Assert.True(path.HasChanged);
        Assert.True(glob.HasChanged);
        Assert.False(other.HasChanged);
    }

    [Fact]
    public void Root_ThatComesLater_IsWatchedFromNow()
    {
        using var provider = new UnionFileProvider(_fs, "/coming/soon");
        IChangeToken path = provider.Watch("a"), glob = provider.Watch("**");
        Do("mkdir /coming");
        Do("mkdir /coming/soon");
        Assert.False(path.HasChanged);
        Assert.False(glob.HasChanged);
        Do("write /coming/soon/a");
        Assert.True(path.HasChanged);
        Assert.True(glob.HasChanged);
    }

    [Fact]
    public void Disposed_NothingChangesAnyMore_AndFilesAreRead()
    {
        IChangeToken token = _provider.Watch("index.html");
        _provider.Dispose();
        _provider.Dispose();
        Do("write index.html");
        Assert.False(token.HasChanged);
        Assert.Same(NullChangeToken.Singleton, _provider.Watch("index.html"));
        Assert.True(_provider.GetFileInfo("index.html").Exists);
    }

    [Fact]
    public void Watch_FromWithinABatch_IsDeadlock_AndWorksAfterwards()
    {
        _fs.Update(_ => Assert.Throws<IOException>(() => _provider.Watch("index.html")));
        IChangeToken token = _provider.Watch("index.html");
        Do("write index.html");
        Assert.True(token.HasChanged);
    }

    public void Dispose() => _provider.Dispose();

    private void Do(string operation)
    {
        string[] words = operation.Split(' ');
        string path = Full(words[^1]);
        switch (words[0])
        {
            case "write" or "create": _fs.File.WriteAllText(path, operation); break;
            case "touch": _fs.File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(3)); break;
            case "mkdir": _fs.Directory.CreateDirectory(path); break;
            case "rename": Assert.Equal(FsError.None, _fs.Posix.Rename(Full(words[1]), path)); break;
            case "delete" when words[1] == "tree": _fs.Directory.Delete(path, recursive: true); break;
            case "delete": _fs.File.Delete(path); break;
            case "relink":
                _fs.File.Delete(path);
                _fs.File.CreateSymbolicLink(path, "index.html");
                break;
            default: throw new InvalidOperationException(operation);
        }

        static string Full(string path) => path.StartsWith('/') ? path : "/site/" + path;
    }
}
