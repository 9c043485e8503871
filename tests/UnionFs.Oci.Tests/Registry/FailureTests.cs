using System.Net;

namespace UnionFs.Oci.Tests.Registry;

/// <summary>What servers do that are overloaded, broken, or hostile.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly TempDirectory _temp = new();
    private readonly HurriedClock _clock = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Failures_ThatPass_AreWaitedForAsTheServerWishes()
    {
        using OciImage image = Image();
        int asked = 0;
        using var registry = new StubServer(context =>
        {
            // The first request only finds out whether the server speaks TLS.
            if (!context.Request.RawUrl!.Contains("/manifests/", StringComparison.Ordinal)) StubServer.Reply(context, 200, BlobAt(context.Request.RawUrl.Split(':')[^1]));
            else if (++asked == 1) StubServer.Reply(context, 429, "", ("Retry-After", "7"));
            else if (asked == 2) StubServer.Reply(context, 503, "", ("Retry-After", "100000"));
            else if (asked <= 4) StubServer.Reply(context, 500);
            else StubServer.Reply(context, 200, image.Manifest.Bytes.ToArray(), ("Content-Type", MediaTypes.OciManifest));
        });
        using OciImage pulled = OciImage.Open($"docker://{registry.Host}/x:1", Options());
        Assert.Equal([7, 60, 2, 4], _clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public void Failures_ThatStay_EndWithTheStatusAndTheCodes()
    {
        using var registry = new StubServer(context => StubServer.Reply(context, 503, """{"errors":[{"code":"UNAVAILABLE","message":"come \u001b back"}]}"""));
        RegistryException error = Assert.Throws<RegistryException>(() => OciImage.Open($"docker://{registry.Host}/x:1", Options()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.Status);
        Assert.Equal(["UNAVAILABLE"], error.Codes);
        Assert.Equal(5, registry.Requests.Count(each => each.Request.Contains("manifests", StringComparison.Ordinal)));
        Assert.DoesNotContain('\e', error.Message);
    }

    [Fact]
    public void Manifest_OfAnotherDigestThanAskedFor_Refused()
    {
        using OciImage image = Image();
        using var registry = new StubServer(context => StubServer.Reply(context, 200, image.Manifest.Bytes.ToArray(), ("Content-Type", MediaTypes.OciManifest)));
        string digest = "sha256:" + new string('0', 64);
        Assert.Contains(digest, Assert.Throws<OciException>(() => OciImage.Open($"docker://{registry.Host}/x@{digest}", Options())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_OfAnotherDigestThanStated_Refused()
    {
        using OciImage image = Image();
        string digest = "sha256:" + new string('0', 64);
        using var registry = new StubServer(context => StubServer.Reply(context, 200, image.Manifest.Bytes.ToArray(), ("Content-Type", MediaTypes.OciManifest), ("Docker-Content-Digest", digest)));
        Assert.Contains(digest, Assert.Throws<OciException>(() => OciImage.Open($"docker://{registry.Host}/x:1", Options())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_WithoutEnd_IsNotReadToIt()
    {
        using var registry = new StubServer(context =>
        {
            context.Response.SendChunked = true;
            var spaces = new byte[1 << 16];
            // 8 MiB, twice the limit; the reader has to be gone before that.
            for (int i = 0; i < 128; i++) context.Response.OutputStream.Write(spaces);
            context.Response.Close();
        });
        Assert.Contains("longer than 4194304", Assert.Throws<OciException>(() => OciImage.Open($"docker://{registry.Host}/x:1", Options())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "more bytes")]
    [InlineData(-1, "bytes of the blob")]
    [InlineData(0, "not sha256")]
    public void Blob_OtherThanItsDescriptor_RefusedAndNotCached(int longer, string problem)
    {
        using OciImage image = Image();
        Descriptor layer = image.Manifest.Layers[0];
        using var registry = new StubServer(context =>
        {
            string url = context.Request.RawUrl!;
            if (url.Contains("/manifests/", StringComparison.Ordinal)) StubServer.Reply(context, 200, image.Manifest.Bytes.ToArray(), ("Content-Type", MediaTypes.OciManifest));
            else if (url.EndsWith(layer.Digest.Encoded, StringComparison.Ordinal)) StubServer.Reply(context, 200, new byte[layer.Size + longer]);
            else StubServer.Reply(context, 200, BlobAt(url.Split(':')[^1]));
        });
        using OciImage pulled = OciImage.Open($"docker://{registry.Host}/x:1", Options() with { CacheDirectory = _temp["cache"] });
        string message = Assert.Throws<OciException>(() => pulled.CopyTo("oci:" + _temp["out"])).Message;
        Assert.Contains(layer.Digest.ToString(), message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp["cache/blobs/sha256/" + layer.Digest.Encoded]));
        Assert.False(File.Exists(_temp["out/index.json"]));
    }

    [Fact]
    public void Host_ThatIsNotThere_Named()
    {
        // Port 1 of this machine: nobody listens there.
        RegistryException error = Assert.Throws<RegistryException>(() => OciImage.Open("docker://127.0.0.1:1/x:1", Options()));
        Assert.Null(error.Status);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }

    private byte[] BlobAt(string hex) => File.ReadAllBytes(_temp["layout/blobs/sha256/" + hex]);

    private OciOptions Options() => new() { Registry = new RegistryOptions { Clock = _clock, Credentials = (_, _) => Task.FromResult<RegistryCredential?>(null) } };

    private OciImage Image()
    {
        var layout = new LayoutBuilder(_temp["layout"]);
        layout.Index(layout.Image([LayoutBuilder.Tar(("a", "1"))]));
        return OciImage.Open(layout.Reference);
    }
}
