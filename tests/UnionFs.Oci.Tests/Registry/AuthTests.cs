using System.Net;
using Xunit.Abstractions;

namespace UnionFs.Oci.Tests.Registry;

public sealed class AuthTests(ITestOutputHelper output) : IDisposable
{
    private static readonly RegistryCredential Me = new("me", "secret");

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Bearer_RealRegistry_TokensPerScope()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var tokens = new TokenServer();
        using var server = new RegistryServer(tokens.Section, tokens.RootFile);
        using OciImage image = Image();
        image.CopyTo($"docker://{server.Host}/first:v1", As(Me));
        // One token for everything that was pushed.
        Assert.Single(tokens.Requests);
        Assert.Contains("scope=repository%3Afirst%3Apull%2Cpush", tokens.Requests[0].Request, StringComparison.Ordinal);
        Assert.StartsWith("Basic ", tokens.Requests[0].Authorization, StringComparison.Ordinal);

        // Anybody may pull, with a token of nobody's.
        using OciImage pulled = OciImage.Open($"docker://{server.Host}/first:v1", As(null));
        Assert.Null(tokens.Requests[1].Authorization);
        Assert.Equal(image.Id, pulled.Id);

        // But nobody may push.
        Assert.Equal(HttpStatusCode.Unauthorized, Assert.Throws<RegistryException>(() => image.CopyTo($"docker://{server.Host}/first:v2", As(null))).Status);

        // A mount needs the right to pull there as well.
        using OciImage mine = OciImage.Open($"docker://{server.Host}/first:v1", As(Me));
        int before = tokens.Requests.Count;
        mine.CopyTo($"docker://{server.Host}/second:v1");
        Assert.Contains(tokens.Requests.Skip(before), each => each.Request.Contains("scope=repository%3Asecond%3Apull%2Cpush&scope=repository%3Afirst%3Apull", StringComparison.Ordinal));
    }

    [Fact]
    public void Bearer_WrongPassword_NamesTheHostAndNoSecret()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var tokens = new TokenServer();
        using var server = new RegistryServer(tokens.Section, tokens.RootFile);
        RegistryException error = Assert.Throws<RegistryException>(() => OciImage.Open($"docker://{server.Host}/first:v1", As(new("me", "wr0ng"))));
        Assert.Equal(HttpStatusCode.Unauthorized, error.Status);
        Assert.Contains(server.Host, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Basic_RealRegistry_OnlyWithPassword()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var server = new RegistryServer("""
            auth:
              htpasswd:
                realm: test
                path: DIR/htpasswd
            """, ("htpasswd", "me:$2b$04$.agRnurpNy07OwWgiKzr3.fnynn76XGr9/Md60u4A4XgLsfX9T7xy\n"));
        using OciImage image = Image();
        Assert.Equal(HttpStatusCode.Unauthorized, Assert.Throws<RegistryException>(() => image.CopyTo($"docker://{server.Host}/x:1", As(null))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, Assert.Throws<RegistryException>(() => image.CopyTo($"docker://{server.Host}/x:1", As(new("me", "no")))).Status);
        image.CopyTo($"docker://{server.Host}/x:1", As(Me));
        using OciImage pulled = OciImage.Open($"docker://{server.Host}/x:1", As(Me));
        Assert.Equal(image.Id, pulled.Id);
    }

    [Fact]
    public void Redirect_ToAnotherHost_WithoutCredentials()
    {
        using OciImage image = Image();
        using var storage = new StubServer(context => StubServer.Reply(context, 200, BlobAt(context.Request.RawUrl!.Split('/')[^1].Split('?')[0])));
        using var registry = new StubServer(context =>
        {
            if (context.Request.Headers["Authorization"] is null) StubServer.Reply(context, 401, "", ("WWW-Authenticate", "Basic realm=\"r\""));
            else if (context.Request.RawUrl!.Contains("/manifests/", StringComparison.Ordinal)) StubServer.Reply(context, 200, image.Manifest.Bytes.ToArray(), ("Content-Type", MediaTypes.OciManifest + "; charset=utf-8"));
            // Another name for this machine is another host.
            else StubServer.Reply(context, 307, "", ("Location", $"http://localhost:{storage.Port}/signed/{context.Request.RawUrl.Split(':')[^1]}?key=1"));
        });
        using OciImage pulled = OciImage.Open($"docker://{registry.Host}/x:1", As(Me));
        pulled.CopyTo("oci:" + _temp["pulled"]);
        Assert.Equal(image.Id, pulled.Id);
        Assert.All(storage.Requests, request => Assert.Null(request.Authorization));
        Assert.NotEmpty(storage.Requests);
    }

    [Theory]
    [InlineData("http://registry.example.com/blob", "plain HTTP")]
    [InlineData("file:///etc/passwd", "file:")]
    [InlineData("/v2/again", "redirects")]
    public void Redirect_Hostile_Refused(string target, string problem)
    {
        using var registry = new StubServer(context => StubServer.Reply(context, 307, "", ("Location", target)));
        Assert.Contains(problem, Assert.Throws<RegistryException>(() => OciImage.Open($"docker://{registry.Host}/x:1", As(null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Realm_PlainHttpToAnotherMachine_Refused()
    {
        using var registry = new StubServer(context => StubServer.Reply(context, 401, "", ("WWW-Authenticate", "Bearer realm=\"http://auth.example.com/token\",service=\"s\"")));
        Assert.Contains("plain HTTP to another machine", Assert.Throws<RegistryException>(() => OciImage.Open($"docker://{registry.Host}/x:1", As(Me))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_Expired_IsFetchedAgain_AndIdentityTokensArePosted()
    {
        using OciImage image = Image();
        var clock = new HurriedClock();
        string? form = null;
        StubServer? self = null;
        using var registry = new StubServer(context =>
        {
            if (context.Request.RawUrl == "/token")
            {
                using var reader = new StreamReader(context.Request.InputStream);
                form = reader.ReadToEnd();
                StubServer.Reply(context, 200, """{"token":"t1","expires_in":90}""");
            }
            else if (context.Request.Headers["Authorization"] != "Bearer t1") StubServer.Reply(context, 401, "", ("WWW-Authenticate", $"Bearer realm=\"http://{self!.Host}/token\",service=\"a, b\",scope=\"repository:x:pull\""));
            else if (context.Request.RawUrl!.Contains("/manifests/", StringComparison.Ordinal)) StubServer.Reply(context, 200, image.Manifest.Bytes.ToArray(), ("Content-Type", MediaTypes.OciManifest));
            else StubServer.Reply(context, 200, BlobAt(context.Request.RawUrl.Split(':')[^1]));
        });
        self = registry;
        using OciImage pulled = OciImage.Open($"docker://{registry.Host}/x:1", As(new("", "", "refresh me"), clock));
        Assert.Equal("grant_type=refresh_token&service=a%2C+b&client_id=unionfs&scope=repository%3Ax%3Apull&refresh_token=refresh+me", form);
        Assert.Single(registry.Requests, each => each.Request == "POST /token");
        clock.Advance(TimeSpan.FromSeconds(91));
        pulled.CopyTo("oci:" + _temp["pulled"]);
        Assert.Equal(2, registry.Requests.Count(each => each.Request == "POST /token"));
    }

    private byte[] BlobAt(string hex) => File.ReadAllBytes(_temp["layout/blobs/sha256/" + hex]);

    private static OciOptions As(RegistryCredential? credential, TimeProvider? clock = null) => new()
    {
        Registry = new RegistryOptions { Credentials = (_, _) => Task.FromResult(credential), Clock = clock ?? new HurriedClock() },
    };

    private OciImage Image()
    {
        var layout = new LayoutBuilder(_temp["layout"]);
        layout.Index(layout.Image([LayoutBuilder.Tar(("a", "1"))]));
        return OciImage.Open(layout.Reference);
    }
}
