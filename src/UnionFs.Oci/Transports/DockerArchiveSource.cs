using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>
/// What `docker save` writes: a tar with a manifest.json, which counts also where Docker 25 and later put a layout beside it. There are no descriptors in
/// it; a manifest is made of what there is, with the digests that plain layers have by their diff_ids and compressed ones by their bytes.
/// </summary>
internal sealed class DockerArchiveSource : IImageSource
{
    private readonly ImageReference _reference;
    private readonly ArchiveFile _archive;
    private readonly OciLimits _limits;
    private readonly IReadOnlyList<DockerArchiveImage> _images;
    private readonly Dictionary<Digest, Content> _blobs = [];

    private DockerArchiveSource(ImageReference reference, ArchiveFile archive, OciLimits limits, IReadOnlyList<DockerArchiveImage> images) =>
        (_reference, _archive, _limits, _images) = (reference, archive, limits, images);

    public string Name => _archive.Path;

    internal static DockerArchiveSource Open(ImageReference reference, OciLimits limits)
    {
        ArchiveFile archive = ArchiveFile.Open(reference.Location);
        if (archive.Find(DockerArchiveImage.ManifestFile) is null)
        {
            string hint = archive.Find(LayoutNames.IndexFile) is null ? "" : "; it is a layout, oci-archive: reads it";
            throw new OciException(archive.Path, $"no docker-archive: it has no {DockerArchiveImage.ManifestFile}{hint}");
        }
        string name = $"{archive.Path}: {DockerArchiveImage.ManifestFile}";
        return new DockerArchiveSource(reference, archive, limits, DockerArchiveImage.Parse(archive.Read(DockerArchiveImage.ManifestFile, limits.MaxManifestBytes), name, limits));
    }

    public Task<IReadOnlyList<Descriptor>> ListAsync(CancellationToken cancellationToken)
    {
        DockerArchiveImage image = Choose();
        byte[] config = _archive.Read(image.Config, _limits.MaxConfigBytes);
        Descriptor configDescriptor = Add(MediaTypes.OciConfig, Digest.Of(config), Content.FromOwned(config));
        // A name that says it is the digest has to be it.
        string stem = Path.GetFileNameWithoutExtension(image.Config);
        if (Digest.FromHexName(stem) is { } named && named != configDescriptor.Digest) throw new OciException(named.ToString(), $"the configuration of this name in {Name} has the digest {configDescriptor.Digest}");
        IReadOnlyList<Digest> diffIds = ImageConfig.Parse(config, configDescriptor.Digest.ToString(), _limits).DiffIds;
        if (diffIds.Count != image.Layers.Count) throw new OciException(configDescriptor.Digest.ToString(), $"the archive has {image.Layers.Count} layers, the configuration {diffIds.Count} diff_ids");
        var layers = new Descriptor[diffIds.Count];
        for (int i = 0; i < layers.Length; i++) layers[i] = AddLayer(image.Layers[i], diffIds[i], cancellationToken);

        byte[] manifest = ManifestText.Of(configDescriptor, layers);
        Descriptor descriptor = Add(MediaTypes.OciManifest, Digest.Of(manifest), Content.FromOwned(manifest));
        return Task.FromResult<IReadOnlyList<Descriptor>>([descriptor]);
    }

    public Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<Blob?>(_blobs.TryGetValue(descriptor.Digest, out Content? content) ? new Blob(content, IsVerified: false) : null);

    public void Dispose() { }

    private DockerArchiveImage Choose()
    {
        if (_reference.Index is { } number)
            return number < _images.Count ? _images[number] : throw new OciException(_reference.ToString(), $"there are {_images.Count} images, counted from 0");
        string names = string.Join(", ", _images.SelectMany(each => each.RepoTags).Take(20));
        if (_reference.Name is { } name)
        {
            return _images.FirstOrDefault(each => each.RepoTags.Any(tag => DockerArchiveImage.FullName(tag) == name))
                ?? throw new OciException(_reference.ToString(), $"no image has this name; there are: {names}");
        }
        return _images.Count switch
        {
            1 => _images[0],
            0 => throw new OciException(_reference.ToString(), "there is no image"),
            _ => throw new OciException(_reference.ToString(), $"there are several images, one has to be named: {names}"),
        };
    }

    private Descriptor AddLayer(string file, Digest diffId, CancellationToken cancellationToken)
    {
        Content content = _archive.Find(file) ?? throw new OciException(diffId.ToString(), $"{Name} has no file '{file}' for this layer");
        Span<byte> magic = stackalloc byte[4];
        BlobCompression compression = TarBlob.Recognise(magic[..content.Read(0, magic)]);
        cancellationToken.ThrowIfCancellationRequested();
        return compression switch
        {
            BlobCompression.Gzip => Add(MediaTypes.OciLayerGzip, BlobReading.DigestOf(content), content),
            BlobCompression.Zstd => Add(MediaTypes.OciLayerZstd, BlobReading.DigestOf(content), content),
            _ => Add(MediaTypes.OciLayer, diffId, content),
        };
    }

    private Descriptor Add(string mediaType, Digest digest, Content content)
    {
        _blobs[digest] = content;
        return new Descriptor(mediaType, digest, content.Length);
    }
}
