namespace UnionFs.Oci;

/// <summary>
/// An OCI layout in a directory, made where it is missing. An image of the same name is replaced; other images and all blobs stay. The image is there when
/// index.json says so, which is written last, and what a killed writer left aside the next one removes. A blob that is there is read before it counts.
/// </summary>
internal sealed class LayoutDestination(ImageReference reference, OciLimits limits) : IImageDestination
{
    private const string LockFile = ".unionfs.lock";

    private readonly string _directory = reference.Location;

    public async Task WriteAsync(OciImage image, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (reference.Index is not null) throw new OciException(reference.ToString(), "an image is written under a name, not a number");
        CheckDirectory();
        ReadIndex();
        ImageManifest manifest = ManifestConversion.ToOci(image.Manifest);
        var descriptor = new Descriptor(manifest.MediaType, Digest.Of(manifest.Bytes.Span), manifest.Bytes.Length);
        var blobs = new BlobDirectory(_directory);
        blobs.ClearAbandoned();
        foreach (Descriptor blob in manifest.Layers.Append(manifest.Config))
        {
            if (blobs.Contains(blob)) continue;
            Blob found = await image.Blobs.RequireAsync(blob, progress, cancellationToken).ConfigureAwait(false);
            blobs.Add(blob, found.Content);
        }
        if (!blobs.Contains(descriptor)) blobs.Add(descriptor, Content.FromOwned(manifest.Bytes));
        // Two who add an image at once would each write an index without the other's.
        using PathLock held = await PathLock.TakeAsync(Path.Combine(_directory, LockFile), cancellationToken).ConfigureAwait(false);
        WorkFile.ClearAbandoned(_directory);
        if (!File.Exists(MarkerPath)) Place(LayoutNames.MarkerFile, LayoutIndex.Marker);
        Place(LayoutNames.IndexFile, LayoutIndex.With(ReadIndex(), LayoutIndex.Entry(descriptor, image.Config.Platform, reference.Name), reference.Name));
    }

    public void Dispose() { }

    /// <summary>A layout, or a directory that holds nothing but the beginnings of one, or nothing.</summary>
    private void CheckDirectory()
    {
        if (File.Exists(_directory)) throw new OciException(_directory, "a file, no directory");
        if (!Directory.Exists(_directory)) return;
        if (FileContent.TryReadAll(MarkerPath, LayoutNames.MaxMarkerBytes) is { } marker) LayoutNames.CheckMarker(marker, MarkerPath);
        foreach (string path in Directory.EnumerateFileSystemEntries(_directory))
        {
            string name = Path.GetFileName(path);
            if (name is LayoutNames.MarkerFile or LayoutNames.IndexFile) return;
            if (name is not "blobs" && !name.StartsWith('.') && !File.Exists(Path.Combine(_directory, LayoutNames.IndexFile))) throw new OciException(_directory, "no OCI layout, and not empty");
        }
    }

    private string MarkerPath => Path.Combine(_directory, LayoutNames.MarkerFile);

    /// <summary>What is there; null for a new layout.</summary>
    private byte[]? ReadIndex()
    {
        string path = Path.Combine(_directory, LayoutNames.IndexFile);
        byte[]? bytes = FileContent.TryReadAll(path, limits.MaxManifestBytes);
        if (bytes is not null) ImageIndex.Parse(bytes, path, limits: limits);
        return bytes;
    }

    /// <summary>A reader sees the old file or the new one.</summary>
    private void Place(string name, byte[] bytes)
    {
        using WorkFile file = WorkFile.Create(_directory);
        file.Stream.Write(bytes);
        file.Place(Path.Combine(_directory, name));
    }
}
