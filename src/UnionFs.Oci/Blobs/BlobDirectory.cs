namespace UnionFs.Oci;

/// <summary>
/// `blobs/ALGORITHM/ENCODED` below a directory: what a layout and the cache share. A blob appears under its name with all of its bytes or not
/// at all, whoever else writes at the same time.
/// </summary>
internal sealed class BlobDirectory(string root)
{
    private const int BufferBytes = 1 << 17;

    internal string PathOf(Digest digest) => Path.Combine(root, "blobs", digest.Algorithm, digest.Encoded);

    /// <summary>
    /// Whether the blob is there, whole: whoever was there before may have been stopped in the middle, so its bytes are read and held against the digest.
    /// </summary>
    internal bool Contains(Descriptor descriptor)
    {
        if (!descriptor.Digest.IsSupported) return false;
        try
        {
            if (TryOpen(descriptor.Digest) is not { } content || content.Length != descriptor.Size) return false;
            BlobReading.Verify(descriptor, content);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    internal Content? TryOpen(Digest digest) => FileContent.TryOpen(PathOf(digest));

    /// <summary>Copies a blob in, and verifies it on the way.</summary>
    /// <exception cref="OciException">The bytes are other ones than the descriptor says; nothing was added.</exception>
    internal void Add(Descriptor descriptor, Content content)
    {
        if (content.Length != descriptor.Size) throw new OciException(descriptor.Digest.ToString(), $"the blob has {content.Length} bytes, its descriptor says {descriptor.Size}");
        using WorkFile file = WorkFile.Create(DirectoryOf(descriptor.Digest));
        using (var hash = new BlobHash(descriptor.Digest))
        {
            var buffer = new byte[(int)Math.Min(BufferBytes, Math.Max(1, content.Length))];
            for (long offset = 0; content.Read(offset, buffer) is > 0 and var count; offset += count)
            {
                hash.Append(buffer.AsSpan(0, count));
                file.Stream.Write(buffer, 0, count);
            }
            hash.Check();
        }
        file.Place(PathOf(descriptor.Digest));
    }

    /// <summary>Removes what was abandoned beside the blobs.</summary>
    internal void ClearAbandoned()
    {
        string blobs = Path.Combine(root, "blobs");
        if (!Directory.Exists(blobs)) return;
        foreach (string directory in Directory.EnumerateDirectories(blobs)) WorkFile.ClearAbandoned(directory);
    }

    /// <summary>Gives a file that was written and verified its name.</summary>
    internal void Publish(string temporary, Digest digest)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(digest))!);
        File.Move(temporary, PathOf(digest), overwrite: true);
    }

    internal string NewTemporary(Digest digest)
    {
        string directory = Directory.CreateDirectory(DirectoryOf(digest)).FullName;
        // A leading dot: no digest's encoding starts with one.
        return Path.Combine(directory, $".new-{Environment.ProcessId}-{Guid.NewGuid():N}");
    }

    private string DirectoryOf(Digest digest) => Path.Combine(root, "blobs", digest.Algorithm);
}
