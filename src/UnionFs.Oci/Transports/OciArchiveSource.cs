namespace UnionFs.Oci;

/// <summary>An OCI layout in a tar.</summary>
internal sealed class OciArchiveSource : IImageSource
{
    private readonly ImageReference _reference;
    private readonly ArchiveFile _archive;
    private readonly ImageIndex _index;

    private OciArchiveSource(ImageReference reference, ArchiveFile archive, ImageIndex index) => (_reference, _archive, _index) = (reference, archive, index);

    public string Name => _archive.Path;

    internal static OciArchiveSource Open(ImageReference reference, OciLimits limits)
    {
        ArchiveFile archive = ArchiveFile.Open(reference.Location);
        LayoutNames.CheckMarker(archive.Read(LayoutNames.MarkerFile, LayoutNames.MaxMarkerBytes), $"{archive.Path}: {LayoutNames.MarkerFile}");
        byte[] index = archive.Read(LayoutNames.IndexFile, limits.MaxManifestBytes);
        return new OciArchiveSource(reference, archive, ImageIndex.Parse(index, $"{archive.Path}: {LayoutNames.IndexFile}", limits: limits));
    }

    public Task<IReadOnlyList<Descriptor>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(LayoutNames.Choose(_index, _reference));

    public Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<Blob?>(_archive.Find($"blobs/{descriptor.Digest.Algorithm}/{descriptor.Digest.Encoded}") is { } content ? new Blob(content, IsVerified: false) : null);

    public void Dispose() { }
}
