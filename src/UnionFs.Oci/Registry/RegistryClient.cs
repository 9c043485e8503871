using System.Net;
using System.Net.Http.Headers;

namespace UnionFs.Oci;

/// <summary>
/// HTTP to one registry: finds out how to reach it, authorises, follows redirects, and tries again what may succeed later. Credentials go to the
/// registry's own address and nowhere else.
/// </summary>
internal sealed class RegistryClient : IDisposable
{
    private const int MaxRedirects = 5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500), MaxDelay = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly TokenCache _tokens;
    private readonly RegistryOptions _options;
    private readonly SemaphoreSlim _gate = new(1);
    private Uri? _root;

    internal RegistryClient(string host, RegistryOptions options)
    {
        Host = host;
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        }) { Timeout = TimeSpan.FromMinutes(10) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("unionfs");
        _tokens = new TokenCache(host, _http, options);
    }

    internal string Host { get; }

    /// <summary>The address of a path of the registry.</summary>
    internal async Task<Uri> AddressAsync(string path, CancellationToken cancellationToken) =>
        new(await RootAsync(cancellationToken).ConfigureAwait(false), path);

    /// <summary>
    /// Sends a request until there is an answer that is neither a demand for authorisation, nor a redirect, nor a failure that may pass.
    /// </summary>
    /// <param name="address">Where to; absolute.</param>
    /// <param name="make">Makes the request anew for each attempt.</param>
    /// <param name="scopes">What a token has to allow.</param>
    /// <param name="attempts">How often; null for the option's number. 1 where a repetition would not mean the same.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RegistryException">No answer, or none that helps.</exception>
    internal async Task<HttpResponseMessage> SendAsync(
        Uri address, Func<Uri, HttpRequestMessage> make, string[] scopes, int? attempts, CancellationToken cancellationToken)
    {
        int most = attempts ?? _options.MaxAttempts;
        for (int attempt = 1; ; attempt++)
        {
            HttpResponseMessage response;
            try
            {
                response = await SendAuthorisedAsync(address, make, scopes, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsNetwork(e, cancellationToken) && attempt < most)
            {
                await DelayAsync(attempt, null, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (Exception e) when (e is HttpRequestException || IsNetwork(e, cancellationToken))
            {
                throw new RegistryException(Host, $"no answer from {address.GetLeftPart(UriPartial.Authority)}: {e.Message.TrimEnd('.')}", inner: e);
            }
            if (!IsPassing(response.StatusCode) || attempt >= most) return response;
            TimeSpan? wish = WishOf(response);
            response.Dispose();
            await DelayAsync(attempt, wish, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same for GET and HEAD of a path.</summary>
    internal async Task<HttpResponseMessage> GetAsync(string path, string[] scopes, CancellationToken cancellationToken, Action<HttpRequestMessage>? prepare = null, HttpMethod? method = null)
    {
        return await SendAsync(await AddressAsync(path, cancellationToken).ConfigureAwait(false), address =>
        {
            var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
            prepare?.Invoke(request);
            return request;
        }, scopes, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits as long as the server wishes, or twice as long as the last time.</summary>
    internal Task DelayAsync(int attempt, TimeSpan? wish, CancellationToken cancellationToken)
    {
        TimeSpan delay = wish ?? FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 10));
        return Task.Delay(delay > MaxDelay ? MaxDelay : delay, _options.Clock, cancellationToken);
    }

    /// <summary>A line that may be better the next time; a certificate will not be. A time-out looks like a cancellation that nobody asked for.</summary>
    private static bool IsNetwork(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException { HttpRequestError: not HttpRequestError.SecureConnectionError }
        || error is TaskCanceledException && !cancellationToken.IsCancellationRequested;

    internal static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>Where the next request of an upload goes.</summary>
    internal Uri Follow(Uri from, Uri location)
    {
        var target = new Uri(from, location);
        if (target.Scheme is not ("http" or "https")) throw new RegistryException(Host, $"the registry sends to {target.Scheme}:");
        if (target.Scheme == "http" && !_options.Insecure && !LocalHost.Is(target.Host))
            throw new RegistryException(Host, $"the registry sends to {target.GetLeftPart(UriPartial.Authority)}, which is plain HTTP to another machine");
        return target;
    }

    public void Dispose()
    {
        _http.Dispose();
        _tokens.Dispose();
        _gate.Dispose();
    }

    private async Task<HttpResponseMessage> SendAuthorisedAsync(Uri address, Func<Uri, HttpRequestMessage> make, string[] scopes, CancellationToken cancellationToken)
    {
        for (int tries = 0; ; tries++)
        {
            HttpResponseMessage response = await SendRedirectedAsync(address, make, scopes, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized || tries == 2 || !IsHome(response.RequestMessage!.RequestUri!)) return response;
            if (!await _tokens.AnswerAsync(response, scopes, cancellationToken).ConfigureAwait(false)) return response;
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendRedirectedAsync(Uri address, Func<Uri, HttpRequestMessage> make, string[] scopes, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = make(address);
            if (IsHome(address)) request.Headers.Authorization = await _tokens.GetAsync(scopes, cancellationToken).ConfigureAwait(false);
            HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            bool isRedirect = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && request.Method is { Method: "GET" or "HEAD" } && response.Headers.Location is not null;
            if (!isRedirect) return response;
            if (redirects == MaxRedirects) throw new RegistryException(Host, $"over {MaxRedirects} redirects");
            address = Follow(address, response.Headers.Location!);
            response.Dispose();
        }
    }

    /// <summary>True for the registry's own scheme, host and port.</summary>
    private bool IsHome(Uri address) => _root is { } root && Uri.Compare(root, address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>https, or where plain HTTP is allowed, whichever of the two answers.</summary>
    private async Task<Uri> RootAsync(CancellationToken cancellationToken)
    {
        if (_root is { } known) return known;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_root is not null) return _root;
            string host = Host == "docker.io" ? "registry-1.docker.io" : Host;
            var secure = new Uri($"https://{host}/");
            if (!_options.Insecure && !LocalHost.Is(secure.Host)) return _root = secure;
            try
            {
                using HttpResponseMessage response = await _http.GetAsync(new Uri(secure, "/v2/"), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                return _root = secure;
            }
            catch (HttpRequestException)
            {
                return _root = new Uri($"http://{host}/");
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private TimeSpan? WishOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _options.Clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}
