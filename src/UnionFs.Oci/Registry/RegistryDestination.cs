using System.Net;
using System.Net.Http.Headers;

namespace UnionFs.Oci;

/// <summary>A repository of a registry, to be pushed to.</summary>
internal sealed class RegistryDestination(ImageReference reference, OciOptions options) : IImageDestination
{
    private readonly ImageName _image = reference.Image!;
    private readonly RegistryClient _client = new(reference.Image!.Host, options.Registry);

    public async Task WriteAsync(OciImage image, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (_image.Digest is { } wanted && wanted != image.Descriptor.Digest) throw new OciException(reference.ToString(), $"the image has the digest {image.Descriptor.Digest}");
        var upload = new BlobUpload(_client, _image.Repository, options.Registry);
        // What its owner does not want to be distributed stays away; its descriptor tells where to get it.
        Descriptor[] blobs = [.. image.Manifest.Layers.Where(layer => !MediaTypes.IsNondistributable(layer.MediaType)).Append(image.Manifest.Config).DistinctBy(each => each.Digest)];
        await Parallel.ForEachAsync(blobs, new ParallelOptions { MaxDegreeOfParallelism = options.Registry.ParallelTransfers, CancellationToken = cancellationToken },
            async (blob, cancellation) => await upload.PushAsync(blob, image.Blobs, RepositoryOf(blob, image.Blobs), progress, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        await PutManifestAsync(image, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The repository of the same registry that has the blob already.</summary>
    private string? RepositoryOf(Descriptor blob, IBlobSource source) => OriginOf(blob, source) is { } origin && origin.Image.Host == _image.Host ? origin.Image.Repository : null;

    private static RegistrySource? OriginOf(Descriptor blob, IBlobSource source) => source switch
    {
        RegistrySource registry => registry,
        LayeredBlobs layered => OriginOf(blob, layered.Behind),
        JoinedBlobs joined => OriginOf(blob, joined.SourceOf(blob.Digest)),
        _ => null,
    };

    private async Task PutManifestAsync(OciImage image, CancellationToken cancellationToken)
    {
        Uri address = await _client.AddressAsync($"/v2/{_image.Repository}/manifests/{_image.Reference}", cancellationToken).ConfigureAwait(false);
        using HttpResponseMessage response = await _client.SendAsync(address, uri =>
        {
            var body = new ReadOnlyMemoryContent(image.Manifest.Bytes);
            body.Headers.ContentType = new MediaTypeHeaderValue(image.Manifest.MediaType);
            return new HttpRequestMessage(HttpMethod.Put, uri) { Content = body };
        }, [$"repository:{_image.Repository}:pull,push"], null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted))
            throw await RegistryException.FromAsync(response, reference.ToString(), cancellationToken).ConfigureAwait(false);
        if (response.Headers.TryGetValues("Docker-Content-Digest", out IEnumerable<string>? values) && Digest.TryParse(values.First(), out Digest? stored)
            && stored.Algorithm == image.Descriptor.Digest.Algorithm && stored != image.Descriptor.Digest)
            throw new RegistryException(reference.ToString(), $"the registry stored the manifest as {stored}, it is {image.Descriptor.Digest}");
    }
}
