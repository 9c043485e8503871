using System.Text;

namespace UnionFs.Oci.Tests.Registry;

public sealed class DockerCredentialsTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("h.io:5000", "me", "a:b")]
    [InlineData("old.io", "old", "x")]
    [InlineData("docker.io", "hub", "y")]
    [InlineData("plain.io", "p", "q")]
    [InlineData("none.io", null, null)]
    public async Task Auths_ByHost(string host, string? user, string? password)
    {
        string file = Write($$$"""{"auths":{"h.io:5000":{"auth":"{{{Auth("me:a:b")}}}"},"https://old.io/v1/":{"auth":"{{{Auth("old:x")}}}"},"https://index.docker.io/v1/":{"auth":"{{{Auth("hub:y")}}}"},"plain.io":{"username":"p","password":"q"},"none.io":{}},"other":1}""");
        RegistryCredential? credential = await DockerCredentials.FindAsync(host, file);
        Assert.Equal((user, password), (credential?.Username, credential?.Password));
    }

    [Fact]
    public async Task Helper_ThatCannotBeStarted_Named()
    {
        // Helpers are looked for on the PATH, and this test must not change that: here nothing is found there.
        string file = Write("""{"credHelpers":{"h.io":"no/such"},"credsStore":"unionfs-missing"}""");
        Assert.Contains("docker-credential-no/such", (await Assert.ThrowsAsync<OciException>(() => DockerCredentials.FindAsync("h.io", file))).Message, StringComparison.Ordinal);
        Assert.Contains("docker-credential-unionfs-missing", (await Assert.ThrowsAsync<OciException>(() => DockerCredentials.FindAsync("other.io", file))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo '{\"ServerURL\":\"h.io\",\"Username\":\"me\",\"Secret\":\"'; cat; echo '\"}'", "JSON")]
    [InlineData("read host; echo \"{\\\"ServerURL\\\":\\\"$host\\\",\\\"Username\\\":\\\"$host\\\",\\\"Secret\\\":\\\"s\\\"}\"", "h.io s ")]
    [InlineData("echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'", "  t")]
    [InlineData("echo 'credentials not found in native keychain'; exit 1", "none")]
    [InlineData("echo 'locked'; exit 1", "locked")]
    [InlineData("echo '{}'", "Secret")]
    public async Task Helper_Answers(string script, string expected)
    {
        string program = _temp["docker-credential-test"];
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string answer;
        try
        {
            RegistryCredential? credential = await CredentialHelper.AskAsync(program, "h.io", default);
            answer = credential is null ? "none" : $"{credential.Username} {credential.Password} {credential.IdentityToken}";
        }
        catch (OciException e)
        {
            answer = e.Message;
        }
        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"auths":{"h.io":{"auth":"%%%"}}}""")]
    [InlineData("""{"auths":{"h.io":{"auth":"bm9jb2xvbg=="}}}""")]
    [InlineData("""{"auths":[]}""")]
    [InlineData("nothing")]
    public async Task File_ThatCannotBeUnderstood_Named(string text) =>
        Assert.NotEmpty((await Assert.ThrowsAsync<OciException>(() => DockerCredentials.FindAsync("h.io", Write(text)))).Subject);

    [Fact]
    public async Task File_Missing_NoCredential() => Assert.Null(await DockerCredentials.FindAsync("h.io", _temp["none"]));

    [Fact]
    public void Credential_AsText_HasNoSecret() => Assert.Equal("me", new RegistryCredential("me", "secret", "token").ToString());

    private static string Auth(string pair) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private string Write(string text)
    {
        File.WriteAllText(_temp["config.json"], text);
        return _temp["config.json"];
    }
}
