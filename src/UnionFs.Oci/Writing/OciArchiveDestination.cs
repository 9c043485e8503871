namespace UnionFs.Oci;

/// <summary>A layout in a tar.</summary>
internal sealed class OciArchiveDestination(ImageReference reference) : IImageDestination
{
    public Task WriteAsync(OciImage image, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (reference.Index is not null) throw new OciException(reference.ToString(), "an image is written under a name, not a number");
        ImageManifest manifest = ManifestConversion.ToOci(image.Manifest);
        var descriptor = new Descriptor(manifest.MediaType, Digest.Of(manifest.Bytes.Span), manifest.Bytes.Length);
        return ImageArchive.WriteAsync(reference.Location, image, manifest, new Dictionary<string, byte[]>
        {
            [LayoutNames.MarkerFile] = LayoutIndex.Marker,
            [LayoutNames.IndexFile] = LayoutIndex.With(null, LayoutIndex.Entry(descriptor, image.Config.Platform, reference.Name), reference.Name),
        }, progress, cancellationToken);
    }

    public void Dispose() { }
}
