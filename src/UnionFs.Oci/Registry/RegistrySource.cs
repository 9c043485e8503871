using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace UnionFs.Oci;

/// <summary>A repository of a registry, to be read. Blobs go through the cache.</summary>
internal sealed class RegistrySource : IImageSource
{
    private readonly ImageName _image;
    private readonly OciLimits _limits;
    private readonly BlobDownload _download;
    private readonly BlobCache _cache;
    private readonly string? _temporary;
    private readonly SemaphoreSlim _transfers;
    private readonly ConcurrentDictionary<Digest, byte[]> _manifests = new();

    internal RegistrySource(ImageReference reference, OciOptions options)
    {
        _image = reference.Image!;
        _limits = options.LimitsOrDefault;
        Client = new RegistryClient(_image.Host, options.Registry);
        _temporary = options.CacheDirectory is null ? Directory.CreateTempSubdirectory("unionfs-blobs-").FullName : null;
        _cache = new BlobCache(options.CacheDirectory ?? _temporary!);
        _download = new BlobDownload(Client, _image.Repository, options.Registry);
        _transfers = new SemaphoreSlim(options.Registry.ParallelTransfers);
    }

    public string Name => $"{_image.Host}/{_image.Repository}";

    public bool IsLocal => false;

    internal RegistryClient Client { get; }

    internal ImageName Image => _image;

    private string[] Scopes => [$"repository:{_image.Repository}:pull"];

    public async Task<IReadOnlyList<Descriptor>> ListAsync(CancellationToken cancellationToken)
    {
        (byte[] bytes, string? type, Digest? stated) = await GetManifestAsync(_image.Reference, cancellationToken).ConfigureAwait(false);
        Digest digest = _image.Digest ?? stated ?? Digest.Of(bytes);
        if (!digest.IsSupported) throw new OciException(digest.ToString(), $"the digest algorithm '{digest.Algorithm}' is not supported");
        BlobReading.Check(digest, bytes);
        _manifests[digest] = bytes;
        return [new Descriptor(type ?? TypeOf(bytes, digest), digest, bytes.Length)];
    }

    public async Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (MediaTypes.IsIndex(descriptor.MediaType) || MediaTypes.IsManifest(descriptor.MediaType))
        {
            if (!_manifests.TryGetValue(descriptor.Digest, out byte[]? bytes))
            {
                (bytes, _, _) = await GetManifestAsync(descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
                _manifests[descriptor.Digest] = bytes;
            }
            return new Blob(Content.FromOwned(bytes), IsVerified: false);
        }
        if (_cache.Find(descriptor) is { } cached) return new Blob(cached, IsVerified: true);
        await _transfers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _download.GetAsync(descriptor, _cache, progress, cancellationToken).ConfigureAwait(false) is { } content ? new Blob(content, IsVerified: true) : null;
        }
        finally
        {
            _transfers.Release();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _transfers.Dispose();
        // Contents that are still in use keep their open files.
        if (_temporary is not null && Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }

    private async Task<(byte[] Bytes, string? Type, Digest? Digest)> GetManifestAsync(string reference, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await Client.GetAsync($"/v2/{_image.Repository}/manifests/{reference}", Scopes, cancellationToken, request =>
        {
            foreach (string type in MediaTypes.Acceptable) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) throw new RegistryException(_image.ToString(), $"the registry has no manifest {reference}", response.StatusCode);
        if (!response.IsSuccessStatusCode) throw await RegistryException.FromAsync(response, _image.ToString(), cancellationToken).ConfigureAwait(false);
        byte[] bytes = await BoundedBody.ReadAsync(response, _limits.MaxManifestBytes, cancellationToken).ConfigureAwait(false);
        string? stated = response.Content.Headers.ContentType?.MediaType;
        bool isKnown = stated is not null && (MediaTypes.IsIndex(stated) || MediaTypes.IsManifest(stated));
        Digest? digest = response.Headers.TryGetValues("Docker-Content-Digest", out IEnumerable<string>? values) && Digest.TryParse(values.First(), out Digest? parsed) ? parsed : null;
        return (bytes, isKnown ? stated : null, digest);
    }

    /// <summary>For servers that know no media types, such as a static file server: the document says what it is.</summary>
    private static string TypeOf(byte[] bytes, Digest digest) => JsonValue.Parse(bytes, digest.ToString(), root =>
        DocumentType.Stated(root) is { Length: > 0 } stated ? stated : root.Find("manifests") is not null ? MediaTypes.OciIndex : MediaTypes.OciManifest);
}
