using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>Writes a tar with an image in it: a layout, and more files beside it. The same image gives the same bytes.</summary>
internal static class ImageArchive
{
    /// <param name="path">Where; a file that is there is replaced when the new one is complete. What a killed writer left beside it is removed.</param>
    /// <param name="image">Where the blobs come from.</param>
    /// <param name="manifest">The manifest, in the OCI's types.</param>
    /// <param name="documents">The files beside the blobs, by name.</param>
    /// <param name="progress">For blobs that come over a network.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    internal static async Task WriteAsync(
        string path, OciImage image, ImageManifest manifest, IReadOnlyDictionary<string, byte[]> documents, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) throw new OciException(path, "a directory, no archive");
        string parent = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(parent)) throw new DirectoryNotFoundException($"{parent}: no such directory.");
        WorkFile.ClearAbandoned(parent);
        using WorkFile file = WorkFile.Create(parent);
        TarWriter writer = TarWriter.Create(file.Stream);
        foreach (string directory in Directories(manifest)) await writer.WriteAsync(Entry(directory, TarEntryKind.Directory), null, cancellationToken).ConfigureAwait(false);
        foreach (Descriptor blob in manifest.Layers.Append(manifest.Config).DistinctBy(each => each.Digest).OrderBy(PathOf, StringComparer.Ordinal))
        {
            Blob found = await image.Blobs.RequireAsync(blob, progress, cancellationToken).ConfigureAwait(false);
            if (!found.IsVerified) BlobReading.Verify(blob, found.Content);
            await writer.WriteAsync(Entry(PathOf(blob), TarEntryKind.File), found.Content, cancellationToken).ConfigureAwait(false);
        }
        var text = new Descriptor(manifest.MediaType, Digest.Of(manifest.Bytes.Span), manifest.Bytes.Length);
        await writer.WriteAsync(Entry(PathOf(text), TarEntryKind.File), Content.FromOwned(manifest.Bytes), cancellationToken).ConfigureAwait(false);
        foreach ((string name, byte[] bytes) in documents.OrderBy(each => each.Key, StringComparer.Ordinal))
            await writer.WriteAsync(Entry(name, TarEntryKind.File), Content.FromOwned(bytes), cancellationToken).ConfigureAwait(false);
        await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
        file.Place(path);
    }

    internal static string PathOf(Descriptor blob) => $"blobs/{blob.Digest.Algorithm}/{blob.Digest.Encoded}";

    private static IEnumerable<string> Directories(ImageManifest manifest) =>
        manifest.Layers.Append(manifest.Config).Select(blob => $"blobs/{blob.Digest.Algorithm}/").Append("blobs/").Append("blobs/sha256/").Distinct().Order(StringComparer.Ordinal);

    private static TarEntry Entry(string name, TarEntryKind kind) => new()
    {
        Name = name,
        Kind = kind,
        Type = kind == TarEntryKind.Directory ? '5' : '0',
        Mode = kind == TarEntryKind.Directory ? 0x1ED : 0x1A4, // 0755, 0644
        Uid = 0,
        Gid = 0,
        ModifyTime = default,
        HeaderOffset = 0,
        DataOffset = 0,
    };
}
