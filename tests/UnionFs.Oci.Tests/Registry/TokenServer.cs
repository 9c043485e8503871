using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace UnionFs.Oci.Tests.Registry;

/// <summary>Gives the tokens that docker-registry trusts, to whoever knows the password, and to anybody for pulling.</summary>
internal sealed class TokenServer : IDisposable
{
    private const string Issuer = "unionfs-tests", Service = "registry.test";

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly StubServer _server;

    internal TokenServer()
    {
        var request = new CertificateRequest("CN=unionfs-tests", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _server = new StubServer(Answer);
    }

    /// <summary>For docker-registry's configuration.</summary>
    internal string Section => $"""
        auth:
          token:
            realm: http://{_server.Host}/token
            service: {Service}
            issuer: {Issuer}
            rootcertbundle: DIR/root.pem
        """;

    internal (string Name, string Text) RootFile => ("root.pem", _certificate.ExportCertificatePem());

    internal IReadOnlyList<(string Request, string? Authorization)> Requests => [.. _server.Requests];

    public void Dispose()
    {
        _server.Dispose();
        _certificate.Dispose();
        _key.Dispose();
    }

    private void Answer(HttpListenerContext context)
    {
        string? user = context.Request.Headers["Authorization"] is { } header ? Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])) : null;
        if (user is not (null or "me:secret"))
        {
            StubServer.Reply(context, 401, """{"errors":[{"code":"UNAUTHORIZED","message":"no"}]}""");
            return;
        }
        var access = new List<string>();
        foreach (string scope in context.Request.QueryString.GetValues("scope") ?? [])
        {
            string[] parts = scope.Split(':');
            IEnumerable<string> actions = parts[^1].Split(',').Where(action => action == "pull" || user is not null);
            access.Add($$"""{"type":"{{parts[0]}}","name":"{{parts[1]}}","actions":[{{string.Join(',', actions.Select(action => $"\"{action}\""))}}]}""");
        }
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string header64 = Base64($$"""{"typ":"JWT","alg":"RS256","x5c":["{{Convert.ToBase64String(_certificate.RawData)}}"]}""");
        string claims64 = Base64(string.Create(CultureInfo.InvariantCulture,
            $$"""{"iss":"{{Issuer}}","sub":"me","aud":"{{Service}}","exp":{{now + 300}},"nbf":{{now - 60}},"iat":{{now}},"jti":"{{Guid.NewGuid():N}}","access":[{{string.Join(',', access)}}]}"""));
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes($"{header64}.{claims64}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        StubServer.Reply(context, 200, $$"""{"access_token":"{{header64}}.{{claims64}}.{{Base64(signature)}}","expires_in":300}""", ("Content-Type", "application/json"));
    }

    private static string Base64(string text) => Base64(Encoding.UTF8.GetBytes(text));

    private static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
