namespace UnionFs.Oci;

/// <summary>
/// What `docker load` takes: a manifest.json for every version of it, and a layout beside it for those that have an image store of containerd's. Layers
/// are compressed or not as they were; both are loaded.
/// </summary>
internal sealed class DockerArchiveDestination(ImageReference reference) : IImageDestination
{
    /// <summary>The annotation that containerd reads the full name from.</summary>
    private const string ContainerdName = "io.containerd.image.name";

    public Task WriteAsync(OciImage image, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (reference.Index is not null) throw new OciException(reference.ToString(), "an image is written under a name, not a number");
        ImageManifest manifest = ManifestConversion.ToOci(image.Manifest);
        string? tag = reference.Image?.Tag;
        Descriptor entry = LayoutIndex.Entry(new Descriptor(manifest.MediaType, Digest.Of(manifest.Bytes.Span), manifest.Bytes.Length), image.Config.Platform, tag);
        if (reference.Name is { } name) entry = entry with { Annotations = new Dictionary<string, string>(entry.Annotations) { [ContainerdName] = name } };
        return ImageArchive.WriteAsync(reference.Location, image, manifest, new Dictionary<string, byte[]>
        {
            [LayoutNames.MarkerFile] = LayoutIndex.Marker,
            [LayoutNames.IndexFile] = LayoutIndex.With(null, entry, tag),
            [DockerArchiveImage.ManifestFile] = Text(manifest),
        }, progress, cancellationToken);
    }

    public void Dispose() { }

    private byte[] Text(ImageManifest manifest) => JsonText.Bytes(writer =>
    {
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteString("Config", ImageArchive.PathOf(manifest.Config));
        writer.WriteStartArray("RepoTags");
        if (reference.Name is not null) writer.WriteStringValue(reference.Name);
        writer.WriteEndArray();
        writer.WriteStartArray("Layers");
        foreach (Descriptor layer in manifest.Layers) writer.WriteStringValue(ImageArchive.PathOf(layer));
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    });
}
