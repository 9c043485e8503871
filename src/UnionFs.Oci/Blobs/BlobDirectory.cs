namespace UnionFs.Oci;

/// <summary>
/// `blobs/ALGORITHM/ENCODED` below a directory: what a layout and the cache share. A blob appears under its name with all of its bytes or not
/// at all, whoever else writes at the same time.
/// </summary>
internal sealed class BlobDirectory(string root)
{
    private const int BufferBytes = 1 << 17;

    internal string PathOf(Digest digest) => Path.Combine(root, "blobs", digest.Algorithm, digest.Encoded);

    internal bool Contains(Descriptor descriptor) => new FileInfo(PathOf(descriptor.Digest)) is { Exists: true } file && file.Length == descriptor.Size;

    internal Content? TryOpen(Digest digest) => FileContent.TryOpen(PathOf(digest));

    /// <summary>Copies a blob in, and verifies it on the way.</summary>
    /// <exception cref="OciException">The bytes are other ones than the descriptor says; nothing was added.</exception>
    internal void Add(Descriptor descriptor, Content content)
    {
        if (Contains(descriptor)) return;
        if (content.Length != descriptor.Size) throw new OciException(descriptor.Digest.ToString(), $"the blob has {content.Length} bytes, its descriptor says {descriptor.Size}");
        string temporary = NewTemporary(descriptor.Digest);
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            using (var hash = new BlobHash(descriptor.Digest))
            {
                var buffer = new byte[(int)Math.Min(BufferBytes, Math.Max(1, content.Length))];
                for (long offset = 0; content.Read(offset, buffer) is > 0 and var count; offset += count)
                {
                    hash.Append(buffer.AsSpan(0, count));
                    file.Write(buffer, 0, count);
                }
                hash.Check();
            }
            Publish(temporary, descriptor.Digest);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Gives a file that was written and verified its name.</summary>
    internal void Publish(string temporary, Digest digest)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(digest))!);
        File.Move(temporary, PathOf(digest), overwrite: true);
    }

    internal string NewTemporary(Digest digest)
    {
        string directory = Directory.CreateDirectory(Path.Combine(root, "blobs", digest.Algorithm)).FullName;
        // A leading dot: no digest's encoding starts with one.
        return Path.Combine(directory, $".new-{Environment.ProcessId}-{Guid.NewGuid():N}");
    }
}
