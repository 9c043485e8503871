using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace UnionFs.Oci;

/// <summary>
/// Gets the `Authorization` for a registry, and keeps tokens for as long as they live, a scope each. Nothing secret goes over plain HTTP to another
/// machine unless that was allowed.
/// </summary>
internal sealed class TokenCache(string host, HttpClient http, RegistryOptions options) : IDisposable
{
    private const string ClientId = "unionfs";
    private const int MaxTokenBytes = 1 << 20, DefaultLifeSeconds = 60, MarginSeconds = 5;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);
    private (bool IsKnown, RegistryCredential? Value) _credential;
    private volatile AuthChallenge? _challenge;

    /// <summary>The header for requests of these scopes, or null as long as the registry has asked for nothing.</summary>
    internal async Task<AuthenticationHeaderValue?> GetAsync(string[] scopes, CancellationToken cancellationToken)
    {
        if (_challenge is not { } challenge) return null;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_credential.IsKnown) _credential = (true, await options.Credentials(host, cancellationToken).ConfigureAwait(false));
            if (!challenge.IsBearer) return _credential.Value is { } user ? Basic(user) : null;
            string key = string.Join(' ', scopes);
            if (_tokens.TryGetValue(key, out (string Token, DateTimeOffset Until) known) && options.Clock.GetUtcNow() < known.Until) return new AuthenticationHeaderValue("Bearer", known.Token);
            (string token, int life) = await FetchAsync(challenge, scopes, _credential.Value, cancellationToken).ConfigureAwait(false);
            _tokens[key] = (token, options.Clock.GetUtcNow().AddSeconds(Math.Max(0, life - MarginSeconds)));
            return new AuthenticationHeaderValue("Bearer", token);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes note of what the registry wants; false if another attempt could not do better than the one that was answered so.</summary>
    internal async Task<bool> AnswerAsync(HttpResponseMessage response, string[] scopes, CancellationToken cancellationToken)
    {
        if (AuthChallenge.Find(response) is not { } challenge) return false;
        string? sent = response.RequestMessage?.Headers.Authorization?.Parameter;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool isNew = _challenge is not { } old || old.IsBearer != challenge.IsBearer || old.Realm != challenge.Realm || old.Service != challenge.Service;
            _challenge = challenge;
            // Several requests may be on their way before the first one is told; the others have only to be sent again.
            if (isNew || sent is null) return challenge.IsBearer || !_credential.IsKnown || _credential.Value is not null;
            if (!challenge.IsBearer) return false;
            // A token may have been taken back before its time; another request may have fetched a new one since.
            string key = string.Join(' ', scopes);
            if (_tokens.TryGetValue(key, out (string Token, DateTimeOffset Until) known) && known.Token == sent) _tokens.Remove(key);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<(string Token, int LifeSeconds)> FetchAsync(AuthChallenge challenge, string[] scopes, RegistryCredential? credential, CancellationToken cancellationToken)
    {
        Uri realm = challenge.Realm!;
        if (realm.Scheme != "https" && !options.Insecure && !LocalHost.Is(realm.Host))
            throw new RegistryException(host, $"the registry wants a token from {realm.GetLeftPart(UriPartial.Path)}, which is plain HTTP to another machine");
        // What the registry names may be more than what is known here, and the other way round.
        string[] all = [.. scopes.Concat(challenge.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct().Take(20)];
        using HttpRequestMessage request = credential?.IdentityToken is { } refresh ? Refresh(realm, challenge.Service, all, refresh) : Get(realm, challenge.Service, all, credential);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw await RegistryException.FromAsync(response, host, cancellationToken).ConfigureAwait(false);
        byte[] body = await BoundedBody.ReadAsync(response, MaxTokenBytes, cancellationToken).ConfigureAwait(false);
        return JsonValue.Parse(body, realm.GetLeftPart(UriPartial.Path), root =>
        {
            string? token = root.Find("token")?.Text() is { Length: > 0 } given ? given : root.Find("access_token")?.Text();
            if (string.IsNullOrEmpty(token) || token.AsSpan().ContainsAnyInRange('\0', ' ')) throw root.Bad("has no usable 'token'");
            long life = root.Find("expires_in")?.Number() ?? DefaultLifeSeconds;
            return (token, (int)Math.Clamp(life, DefaultLifeSeconds, int.MaxValue));
        });
    }

    private static HttpRequestMessage Get(Uri realm, string service, string[] scopes, RegistryCredential? credential)
    {
        var query = new StringBuilder(realm.Query.Length > 1 ? realm.Query + "&" : "?");
        query.Append(CultureInfo.InvariantCulture, $"service={Uri.EscapeDataString(service)}&client_id={ClientId}");
        foreach (string scope in scopes) query.Append("&scope=").Append(Uri.EscapeDataString(scope));
        return new HttpRequestMessage(HttpMethod.Get, new Uri(realm.GetLeftPart(UriPartial.Path) + query)) { Headers = { Authorization = credential is null ? null : Basic(credential) } };
    }

    private static HttpRequestMessage Refresh(Uri realm, string service, string[] scopes, string token) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["service"] = service,
            ["client_id"] = ClientId,
            ["scope"] = string.Join(' ', scopes),
            ["refresh_token"] = token,
        }),
    };

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")));
}
