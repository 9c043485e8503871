using System.Net;
using System.Net.Http.Headers;

namespace UnionFs.Oci;

/// <summary>Brings one blob into the cache. A cut connection goes on where it was cut, also in the next process.</summary>
internal sealed class BlobDownload(RegistryClient client, string repository, RegistryOptions options)
{
    private const int BufferBytes = 1 << 17;
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(2);

    /// <summary>The blob, verified; null if the registry does not have it.</summary>
    /// <exception cref="OciException">Other bytes than the descriptor says, or no answer.</exception>
    internal async Task<Content?> GetAsync(Descriptor descriptor, BlobCache cache, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using PartialBlob partial = cache.Begin(descriptor);
        bool isContinued = partial.Length > 0;
        for (int failures = 0; ;)
        {
            long before = partial.Length;
            try
            {
                if (!partial.IsComplete && !await FetchAsync(descriptor, partial, progress, cancellationToken).ConfigureAwait(false)) return null;
                if (!partial.IsComplete) throw new OciException(descriptor.Digest.ToString(), $"the registry has {partial.Length} bytes of the blob, its descriptor says {descriptor.Size}");
                return partial.Commit();
            }
            catch (OciException e) when (isContinued && e is not RegistryException)
            {
                // What an earlier attempt left need not have been right.
                isContinued = false;
                partial.Discard();
            }
            catch (Exception e) when (e is HttpIOException or HttpRequestException or IOException and not OciException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // As long as there are new bytes, a bad line is only slow.
                failures = partial.Length > before ? 1 : failures + 1;
                if (failures >= options.MaxAttempts) throw new RegistryException(descriptor.Digest.ToString(), $"{client.Host} broke off after {partial.Length} of {descriptor.Size} bytes", inner: e);
                await client.DelayAsync(failures, null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> FetchAsync(Descriptor descriptor, PartialBlob partial, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.GetAsync($"/v2/{repository}/blobs/{descriptor.Digest}", [$"repository:{repository}:pull"], cancellationToken, request =>
        {
            if (partial.Length > 0) request.Headers.Range = new RangeHeaderValue(partial.Length, null);
        }).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return false;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) throw Restart(partial, descriptor, "the rest of it is not there");
        if (!response.IsSuccessStatusCode) throw await RegistryException.FromAsync(response, descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
        if (partial.Length > 0 && response.StatusCode != HttpStatusCode.PartialContent) partial.Discard();
        else if (partial.Length > 0 && response.Content.Headers.ContentRange?.From != partial.Length) throw Restart(partial, descriptor, "the registry sent another range");

        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[BufferBytes];
        while (true)
        {
            idle.CancelAfter(IdleTime);
            int count = await body.ReadAsync(buffer, idle.Token).ConfigureAwait(false);
            if (count == 0) return true;
            await partial.AppendAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            progress?.Report(count);
        }
    }

    /// <summary>A failure like a cut connection, with nothing kept.</summary>
    private static HttpRequestException Restart(PartialBlob partial, Descriptor descriptor, string reason)
    {
        partial.Discard();
        return new HttpRequestException($"{descriptor.Digest}: {reason}.");
    }
}
