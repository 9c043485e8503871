namespace UnionFs.Oci;

/// <summary>An OCI layout in a directory, made where it is missing. An image of the same name is replaced; other images and all blobs stay.</summary>
internal sealed class LayoutDestination(ImageReference reference, OciLimits limits) : IImageDestination
{
    private readonly string _directory = reference.Location;

    public async Task WriteAsync(OciImage image, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (reference.Index is not null) throw new OciException(reference.ToString(), "an image is written under a name, not a number");
        byte[]? index = ReadIndex();
        ImageManifest manifest = ManifestConversion.ToOci(image.Manifest);
        var descriptor = new Descriptor(manifest.MediaType, Digest.Of(manifest.Bytes.Span), manifest.Bytes.Length);
        var blobs = new BlobDirectory(_directory);
        foreach (Descriptor blob in manifest.Layers.Append(manifest.Config))
        {
            if (blobs.Contains(blob)) continue;
            Blob found = await image.Blobs.RequireAsync(blob, progress, cancellationToken).ConfigureAwait(false);
            blobs.Add(blob, found.Content);
        }
        blobs.Add(descriptor, Content.FromOwned(manifest.Bytes));
        Replace(LayoutNames.MarkerFile, LayoutIndex.Marker);
        Replace(LayoutNames.IndexFile, LayoutIndex.With(index, LayoutIndex.Entry(descriptor, image.Config.Platform, reference.Name), reference.Name));
    }

    public void Dispose() { }

    /// <summary>What is there, checked before anything is written; null for a new layout.</summary>
    private byte[]? ReadIndex()
    {
        string path = Path.Combine(_directory, LayoutNames.IndexFile);
        if (File.Exists(_directory)) throw new OciException(_directory, "a file, no directory");
        if (FileContent.TryOpen(path) is not { } content)
        {
            if (Directory.Exists(_directory) && Directory.EnumerateFileSystemEntries(_directory).Any()) throw new OciException(_directory, "no OCI layout, and not empty");
            return null;
        }
        if (content.Length > limits.MaxManifestBytes) throw new OciException(path, $"{content.Length} bytes, the limit is {limits.MaxManifestBytes}");
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        ImageIndex.Parse(bytes, path, limits: limits);
        return bytes;
    }

    /// <summary>A reader sees the old file or the new one.</summary>
    private void Replace(string name, byte[] bytes)
    {
        string path = Path.Combine(_directory, name), temporary = Path.Combine(_directory, $".{name}-{Guid.NewGuid():N}");
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
