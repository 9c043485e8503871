using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using UnionFs.Testing;

namespace UnionFs.FileProviders.Tests;

/// <summary>Static files of ASP.NET Core from the union of a base site and a theme, over a real socket.</summary>
public sealed class StaticSiteTests : IAsyncLifetime
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 31 / 7))];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private UnionFileSystem _fs = null!;
    private Site _site = null!;

    public async Task InitializeAsync()
    {
        Layer site = TextTree.Parse("""
            www/
              index.html: <h1>base</h1>
              about.html: about
              css/
                site.css: body { color: black }
              .env: secret
              leak -> /etc/passwd
            etc/
              passwd: root
            """, "site");
        Layer theme = new LayerBuilder("theme").AddFile("/www/css/site.css", "body { color: gold }").AddFile("/www/large.bin", Content.FromOwned(Large)).Build();
        _fs = new UnionFileSystem(LayerStack.FromBottom(site, theme), _clock);
        _site = await Site.StartAsync(new UnionFileProvider(_fs, "/www"));
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Union_TheThemeWins_AndTheBaseShowsThrough()
    {
        Assert.Equal("body { color: gold }", await _site.Client.GetStringAsync("/css/site.css"));
        Assert.Equal("about", await _site.Client.GetStringAsync("/about.html"));
        Assert.Equal("<h1>base</h1>", await _site.Client.GetStringAsync("/"));
        HttpResponseMessage css = await _site.Client.GetAsync("/css/site.css");
        Assert.Equal("text/css", css.Content.Headers.ContentType!.MediaType);
        Assert.Contains("site.css", await _site.Client.GetStringAsync("/css/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Theme_TakenAway_TheBaseIsServedAtOnce()
    {
        _fs.Restack(_fs.Layers.Pop());
        Assert.Equal("body { color: black }", await _site.Client.GetStringAsync("/css/site.css"));
        Assert.Equal(HttpStatusCode.NotFound, (await _site.Client.GetAsync("/large.bin")).StatusCode);
    }

    [Fact]
    public async Task FileChangedLive_HasNewBytes_AndANewETagAndTime()
    {
        HttpResponseMessage first = await _site.Client.GetAsync("/about.html");
        _clock.Advance(TimeSpan.FromMinutes(5));
        _fs.File.WriteAllText("/www/about.html", "edited");
        HttpResponseMessage second = await _site.Client.GetAsync("/about.html");
        Assert.Equal("edited", await second.Content.ReadAsStringAsync());
        Assert.Equal(_clock.GetUtcNow(), second.Content.Headers.LastModified);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        // What the browser has is no longer good.
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/about.html", ("If-None-Match", first.Headers.ETag!.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync("/about.html", ("If-None-Match", second.Headers.ETag!.ToString()))).StatusCode);
        _fs.File.Delete("/www/about.html");
        Assert.Equal(HttpStatusCode.NotFound, (await _site.Client.GetAsync("/about.html")).StatusCode);
    }

    [Fact]
    public async Task Conditions_AreAnsweredAsTheyShouldBe()
    {
        HttpResponseMessage full = await _site.Client.GetAsync("/css/site.css");
        string tag = full.Headers.ETag!.ToString();
        DateTimeOffset modified = full.Content.Headers.LastModified!.Value;
        Assert.Equal(DateTimeOffset.UnixEpoch, modified);
        foreach ((string name, string value, HttpStatusCode expected) in new[]
        {
            ("If-None-Match", tag, HttpStatusCode.NotModified),
            ("If-None-Match", "\"other\"", HttpStatusCode.OK),
            ("If-Match", tag, HttpStatusCode.OK),
            ("If-Match", "\"other\"", HttpStatusCode.PreconditionFailed),
            ("If-Modified-Since", modified.ToString("R"), HttpStatusCode.NotModified),
            ("If-Modified-Since", modified.AddSeconds(-1).ToString("R"), HttpStatusCode.OK),
            ("If-Unmodified-Since", modified.ToString("R"), HttpStatusCode.OK),
            ("If-Unmodified-Since", modified.AddSeconds(-1).ToString("R"), HttpStatusCode.PreconditionFailed),
        })
        {
            HttpResponseMessage answer = await GetAsync("/css/site.css", (name, value));
            Assert.True(answer.StatusCode == expected, $"{name}: {value} gave {answer.StatusCode}");
            Assert.Equal(expected == HttpStatusCode.OK ? "body { color: gold }" : "", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("bytes=0-99", 206, 0, 99)]
    [InlineData("bytes=500000-", 206, 500_000, 999_999)]
    [InlineData("bytes=-10", 206, 999_990, 999_999)]
    [InlineData("bytes=999999-2000000", 206, 999_999, 999_999)]
    [InlineData("bytes=1000000-", 416, 0, 0)]
    [InlineData("bytes=0-1,5-6", 200, 0, 999_999)]
    public async Task Ranges_GiveTheseBytes(string range, int status, int from, int to)
    {
        HttpResponseMessage answer = await GetAsync("/large.bin", ("Range", range));
        Assert.Equal(status, (int)answer.StatusCode);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        if (status == 416)
        {
            Assert.Equal(new ContentRangeHeaderValue(1_000_000), answer.Content.Headers.ContentRange);
            return;
        }
        Assert.Equal(Large[from..(to + 1)], bytes);
        if (status == 206) Assert.Equal(new ContentRangeHeaderValue(from, to, 1_000_000), answer.Content.Headers.ContentRange);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task Range_OfAnotherVersion_GivesTheWhole()
    {
        HttpResponseMessage first = await _site.Client.GetAsync("/large.bin");
        Assert.Equal(HttpStatusCode.PartialContent, (await GetAsync("/large.bin", ("Range", "bytes=0-9"), ("If-Range", first.Headers.ETag!.ToString()))).StatusCode);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _fs.File.AppendAllText("/www/large.bin", "more");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/large.bin", ("Range", "bytes=0-9"), ("If-Range", first.Headers.ETag!.ToString()))).StatusCode);
    }

    [Fact]
    public async Task Head_TellsTheLength_AndSendsNothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/large.bin");
        HttpResponseMessage answer = await _site.Client.SendAsync(request);
        Assert.Equal(1_000_000, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task FileReplacedDuringADownload_TheDownloadIsOfOneVersion()
    {
        var large = new byte[64 << 20];
        Array.Fill(large, (byte)'a');
        _fs.Posix.WriteContent("/www/movie.bin", Content.FromOwned(large));
        // More than all buffers hold: the server waits for us in the middle.
        using HttpResponseMessage answer = await _site.Client.GetAsync("/movie.bin", HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        var start = new byte[1 << 16];
        await body.ReadExactlyAsync(start);
        _fs.File.WriteAllText("/www/movie.bin", "b");
        long rest = 0;
        for (int read; (read = await body.ReadAsync(start)) > 0; rest += read) Assert.False(start.AsSpan(0, read).ContainsAnyExcept((byte)'a'));
        Assert.Equal(large.Length - (1 << 16), rest);
        Assert.Equal("b", await _site.Client.GetStringAsync("/movie.bin"));
    }

    /// <summary>Over a socket of our own: HttpClient would tidy the path up.</summary>
    [Theory]
    [InlineData("/../etc/passwd")]
    [InlineData("/css/../../etc/passwd")]
    [InlineData("/%2e%2e/etc/passwd")]
    [InlineData("/..%2fetc/passwd")]
    [InlineData("/css/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/leak")]
    [InlineData("/.env")]
    [InlineData("/%2eenv")]
    [InlineData("/a%00b")]
    [InlineData("/..\\etc\\passwd")]
    public async Task PathThatLeadsOut_IsNotFound(string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _site.Client.BaseAddress!.Port);
        await using NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        string answer = await reader.ReadToEndAsync();
        Assert.Matches("^HTTP/1.1 (404|400) ", answer);
        Assert.DoesNotContain("root", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyReaders_BesideAWriter_EachGetOneVersion()
    {
        using var stop = new CancellationTokenSource();
        Task writer = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++) _fs.File.WriteAllText("/www/version.txt", new string((char)('a' + i % 26), 1000 + i % 7 * 1000));
        });
        try
        {
            while (!_fs.File.Exists("/www/version.txt")) await Task.Yield();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                for (int i = 0; i < 50; i++)
                {
                    string text = await _site.Client.GetStringAsync("/version.txt");
                    Assert.Equal(new string(text[0], text.Length), text);
                }
            })));
        }
        finally
        {
            await stop.CancelAsync();
            await writer;
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await _site.Client.SendAsync(request);
    }
}
