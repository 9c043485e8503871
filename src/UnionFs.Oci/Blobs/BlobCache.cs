namespace UnionFs.Oci;

/// <summary>
/// Blobs that came over a network, kept by digest in a directory that any number of processes may share. What is read from it is verified,
/// every time; what is damaged is thrown away and is simply not there.
/// </summary>
internal sealed class BlobCache(string root)
{
    private readonly BlobDirectory _blobs = new(root);

    /// <summary>The blob, verified, or null.</summary>
    internal Content? Find(Descriptor descriptor)
    {
        if (_blobs.TryOpen(descriptor.Digest) is not { } content) return null;
        try
        {
            if (content.Length != descriptor.Size) throw new OciException(descriptor.Digest.ToString(), "the cached blob has another size");
            BlobReading.Verify(descriptor, content);
            return content;
        }
        catch (IOException)
        {
            // If the descriptor lies about the size, the blob is fetched once more, which then says so.
            File.Delete(_blobs.PathOf(descriptor.Digest));
            return null;
        }
    }

    /// <summary>A place to write the blob to. It starts with what an earlier attempt left, if nobody else is at it just now.</summary>
    internal PartialBlob Begin(Descriptor descriptor)
    {
        string directory = Directory.CreateDirectory(Path.Combine(root, "partial")).FullName;
        Digest digest = descriptor.Digest;
        // The lock is a file of its own, never renamed or removed: whoever has it is the only one who has. One for all digests
        // that start alike keeps their number down; blobs that share one by chance are only not resumed.
        FileStream? held = TryLock(Path.Combine(directory, $"{digest.Encoded[..2]}.lock"));
        string path = held is null ? _blobs.NewTemporary(digest) : Path.Combine(directory, $"{digest.Algorithm}-{digest.Encoded}");
        return new PartialBlob(_blobs, descriptor, path, held);
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
