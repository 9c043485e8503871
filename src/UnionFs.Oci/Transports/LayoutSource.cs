namespace UnionFs.Oci;

/// <summary>An OCI layout in a directory.</summary>
internal sealed class LayoutSource : IImageSource
{
    private readonly ImageReference _reference;
    private readonly BlobDirectory _blobs;
    private readonly ImageIndex _index;

    private LayoutSource(ImageReference reference, ImageIndex index)
    {
        _reference = reference;
        _blobs = new BlobDirectory(reference.Location);
        _index = index;
    }

    public string Name => _reference.Location;

    internal static LayoutSource Open(ImageReference reference, OciLimits limits)
    {
        string directory = reference.Location;
        if (!Directory.Exists(directory)) throw new DirectoryNotFoundException($"{directory}: no such directory.");
        string marker = Path.Combine(directory, LayoutNames.MarkerFile), index = Path.Combine(directory, LayoutNames.IndexFile);
        LayoutNames.CheckMarker(Read(marker, LayoutNames.MaxMarkerBytes, directory), marker);
        return new LayoutSource(reference, ImageIndex.Parse(Read(index, limits.MaxManifestBytes, directory), index, limits: limits));
    }

    public Task<IReadOnlyList<Descriptor>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(LayoutNames.Choose(_index, _reference));

    public Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<Blob?>(_blobs.TryOpen(descriptor.Digest) is { } content ? new Blob(content, IsVerified: false) : null);

    public void Dispose() { }

    private static byte[] Read(string path, int maxBytes, string directory) =>
        FileContent.TryReadAll(path, maxBytes) ?? throw new OciException(directory, $"no OCI layout: it has no {Path.GetFileName(path)}");
}
