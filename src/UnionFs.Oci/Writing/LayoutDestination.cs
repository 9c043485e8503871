namespace UnionFs.Oci;

/// <summary>An OCI layout in a directory, made where it is missing. An image of the same name is replaced; other images and all blobs stay.</summary>
internal sealed class LayoutDestination(ImageReference reference, OciLimits limits) : IImageDestination
{
    /// <summary>Stays in the directory: a lock that is removed is two locks for whoever opened it before.</summary>
    private const string LockFile = ".unionfs.lock";
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private const int LockAttempts = 1_500;

    private readonly string _directory = reference.Location;

    public async Task WriteAsync(OciImage image, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (reference.Index is not null) throw new OciException(reference.ToString(), "an image is written under a name, not a number");
        CheckDirectory();
        ReadIndex();
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
        // Two who add an image at once would each write an index without the other's.
        using FileStream held = await LockAsync(cancellationToken).ConfigureAwait(false);
        Replace(LayoutNames.MarkerFile, LayoutIndex.Marker);
        Replace(LayoutNames.IndexFile, LayoutIndex.With(ReadIndex(), LayoutIndex.Entry(descriptor, image.Config.Platform, reference.Name), reference.Name));
    }

    public void Dispose() { }

    /// <summary>A layout, or a directory that holds nothing but the beginnings of one, or nothing.</summary>
    private void CheckDirectory()
    {
        if (File.Exists(_directory)) throw new OciException(_directory, "a file, no directory");
        if (!Directory.Exists(_directory)) return;
        foreach (string path in Directory.EnumerateFileSystemEntries(_directory))
        {
            string name = Path.GetFileName(path);
            if (name is LayoutNames.MarkerFile or LayoutNames.IndexFile) return;
            if (name is not "blobs" && !name.StartsWith('.') && !File.Exists(Path.Combine(_directory, LayoutNames.IndexFile))) throw new OciException(_directory, "no OCI layout, and not empty");
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(_directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (attempt < LockAttempts)
            {
                await Task.Delay(LockPause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What is there; null for a new layout.</summary>
    private byte[]? ReadIndex()
    {
        string path = Path.Combine(_directory, LayoutNames.IndexFile);
        if (FileContent.TryOpen(path) is not { } content) return null;
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
