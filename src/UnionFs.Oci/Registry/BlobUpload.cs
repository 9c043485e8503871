using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace UnionFs.Oci;

/// <summary>
/// Brings one blob to a registry, unless it is there: by mounting it from another repository, or in pieces of which only one is sent again
/// after a cut connection.
/// </summary>
internal sealed class BlobUpload(RegistryClient client, string repository, RegistryOptions options)
{
    /// <summary>The least that the registry wants of every piece but the last.</summary>
    private const string MinLength = "OCI-Chunk-Min-Length";

    private readonly string[] _scopes = [$"repository:{repository}:pull,push"];

    /// <param name="descriptor">The blob.</param>
    /// <param name="source">Where it comes from, if it has to.</param>
    /// <param name="mountFrom">Another repository of this registry that has it, or null.</param>
    /// <param name="progress">Told about bytes that were sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OciException">The source's bytes are other ones, or the registry says no.</exception>
    internal async Task PushAsync(Descriptor descriptor, IBlobSource source, string? mountFrom, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(descriptor, cancellationToken).ConfigureAwait(false)) return;
        (Uri Address, int MinChunk)? location = null;
        if (mountFrom is not null && mountFrom != repository)
        {
            location = await BeginAsync(descriptor, mountFrom, cancellationToken).ConfigureAwait(false);
            if (location is null) return;
        }
        Blob blob = await source.RequireAsync(descriptor, progress, cancellationToken).ConfigureAwait(false);
        if (!blob.IsVerified) BlobReading.Verify(descriptor, blob.Content);
        for (int failures = 0; ;)
        {
            location ??= await BeginAsync(descriptor, null, cancellationToken).ConfigureAwait(false);
            try
            {
                await SendAllAsync(descriptor, blob.Content, location!.Value, progress, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RegistryException e) when ((e.Status is null or HttpStatusCode.NotFound || IsBroken(e) || RegistryClient.IsPassing(e.Status.Value)) && ++failures < options.MaxAttempts)
            {
                await client.DelayAsync(failures, null, cancellationToken).ConfigureAwait(false);
                // The last answer may have been lost behind a success.
                if (await IsThereAsync(descriptor, cancellationToken).ConfigureAwait(false)) return;
                location = null;
            }
        }
    }

    /// <summary>What the registry put together of the pieces is not what was sent: after a cut it may have kept more or less than it said.</summary>
    private static bool IsBroken(RegistryException error) =>
        error.Codes.Any(code => code is "DIGEST_INVALID" or "BLOB_UPLOAD_INVALID" or "BLOB_UPLOAD_UNKNOWN" or "SIZE_INVALID" or "RANGE_INVALID");

    private async Task<bool> IsThereAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.GetAsync($"/v2/{repository}/blobs/{descriptor.Digest}", _scopes, cancellationToken, method: HttpMethod.Head).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK) return true;
        if (response.StatusCode == HttpStatusCode.NotFound) return false;
        throw await RegistryException.FromAsync(response, descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where to send the bytes, or null if the blob was mounted.</summary>
    private async Task<(Uri Address, int MinChunk)?> BeginAsync(Descriptor descriptor, string? mountFrom, CancellationToken cancellationToken)
    {
        string query = mountFrom is null ? "" : $"?mount={Uri.EscapeDataString(descriptor.Digest.ToString())}&from={Uri.EscapeDataString(mountFrom)}";
        Uri address = await client.AddressAsync($"/v2/{repository}/blobs/uploads/{query}", cancellationToken).ConfigureAwait(false);
        string[] scopes = mountFrom is null ? _scopes : [.. _scopes, $"repository:{mountFrom}:pull"];
        using HttpResponseMessage response = await client.SendAsync(address, uri => new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent([]) }, scopes, null, cancellationToken).ConfigureAwait(false);
        if (mountFrom is not null && response.StatusCode == HttpStatusCode.Created) return null;
        if (response.StatusCode == HttpStatusCode.Accepted && response.Headers.Location is { } location) return (client.Follow(address, location), MinChunkOf(response));
        // Who may not read the other repository can still upload.
        if (mountFrom is not null) return await BeginAsync(descriptor, null, cancellationToken).ConfigureAwait(false);
        throw await RegistryException.FromAsync(response, descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
    }

    private static int MinChunkOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(MinLength, out IEnumerable<string>? values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out int least) ? least : 0;

    private async Task SendAllAsync(Descriptor descriptor, Content content, (Uri Address, int MinChunk) start, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        Uri location = start.Address;
        int chunk = Math.Max(options.ChunkBytes, start.MinChunk);
        long at = 0;
        int failures = 0;
        while (true)
        {
            int count = (int)Math.Min(chunk, descriptor.Size - at);
            bool isLast = at + count == descriptor.Size;
            HttpResponseMessage? response = null;
            try
            {
                response = await SendAsync(descriptor, content, location, at, count, isLast, cancellationToken).ConfigureAwait(false);
                if (isLast && response.StatusCode == HttpStatusCode.Created)
                {
                    progress?.Report(count);
                    return;
                }
                if (!isLast && response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent && response.Headers.Location is { } next)
                {
                    location = client.Follow(location, next);
                    at += count;
                    failures = 0;
                    progress?.Report(count);
                    continue;
                }
                bool canResume = response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || RegistryClient.IsPassing(response.StatusCode);
                if (!canResume || ++failures >= options.MaxAttempts) throw await RegistryException.FromAsync(response, descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
            }
            catch (RegistryException e) when (e.Status is null && ++failures < options.MaxAttempts)
            {
                // Cut off; the registry knows how far it got.
            }
            finally
            {
                response?.Dispose();
            }
            await client.DelayAsync(failures, null, cancellationToken).ConfigureAwait(false);
            (location, at) = await AskAsync(descriptor, location, cancellationToken).ConfigureAwait(false);
            if (at > descriptor.Size) throw new RegistryException(descriptor.Digest.ToString(), $"{client.Host} has {at} bytes of an upload of {descriptor.Size}");
        }
    }

    private Task<HttpResponseMessage> SendAsync(Descriptor descriptor, Content content, Uri location, long at, int count, bool isLast, CancellationToken cancellationToken)
    {
        Uri target = location;
        if (isLast)
        {
            string separator = location.Query.Length > 1 ? "&" : "?";
            target = new Uri($"{location.AbsoluteUri}{separator}digest={Uri.EscapeDataString(descriptor.Digest.ToString())}");
        }
        return client.SendAsync(target, uri =>
        {
            var body = new ContentBody(content, at, count);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            if (!isLast || at > 0) body.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{at}-{at + count - 1}"));
            return new HttpRequestMessage(isLast ? HttpMethod.Put : HttpMethod.Patch, uri) { Content = body };
        }, _scopes, 1, cancellationToken);
    }

    /// <summary>How far an upload is, and where it goes on.</summary>
    private async Task<(Uri Location, long At)> AskAsync(Descriptor descriptor, Uri location, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.SendAsync(location, uri => new HttpRequestMessage(HttpMethod.Get, uri), _scopes, null, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw await RegistryException.FromAsync(response, descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
        Uri next = response.Headers.Location is { } given ? client.Follow(location, given) : location;
        string range = response.Headers.TryGetValues("Range", out IEnumerable<string>? values) ? values.First() : "0-0";
        if (!long.TryParse(range.AsSpan(range.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long last))
            throw new RegistryException(descriptor.Digest.ToString(), $"{client.Host} has the range '{range}' of an upload");
        // "0-0" is also what an upload without a byte says. One byte that is sent twice is found out by the digest.
        return (next, last == 0 ? 0 : last + 1);
    }
}
