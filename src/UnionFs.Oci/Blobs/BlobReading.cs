using System.Security.Cryptography;

namespace UnionFs.Oci;

/// <summary>The one way to a blob's bytes: size and digest are what the descriptor says, or an error names the blob.</summary>
internal static class BlobReading
{
    private const int BufferBytes = 1 << 17;

    /// <summary>The blob, of the right size; its digest is verified only if <see cref="Blob.IsVerified"/>.</summary>
    /// <exception cref="OciException">It is missing, of another size, or named by a digest that cannot be computed here.</exception>
    internal static async Task<Blob> RequireAsync(
        this IBlobSource source, Descriptor descriptor, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        string name = descriptor.Digest.ToString();
        if (!descriptor.Digest.IsSupported) throw new OciException(name, $"the digest algorithm '{descriptor.Digest.Algorithm}' is not supported");
        if (await source.FindAsync(descriptor, progress, cancellationToken).ConfigureAwait(false) is not { } blob)
            throw new OciException(name, $"the blob is missing from {source.Name}");
        if (blob.Content.Length != descriptor.Size) throw new OciException(name, $"the blob has {blob.Content.Length} bytes, its descriptor says {descriptor.Size}");
        return blob;
    }

    /// <summary>All bytes of a small blob, verified.</summary>
    /// <exception cref="OciException">As with <see cref="RequireAsync"/>; or it is larger than <paramref name="maxBytes"/>, or has another digest.</exception>
    internal static async Task<byte[]> ReadAsync(this IBlobSource source, Descriptor descriptor, int maxBytes, CancellationToken cancellationToken = default)
    {
        if (descriptor.Size > maxBytes) throw new OciException(descriptor.Digest.ToString(), $"a document of {descriptor.Size} bytes, the limit is {maxBytes}");
        Blob blob = await source.RequireAsync(descriptor, null, cancellationToken).ConfigureAwait(false);
        var bytes = new byte[descriptor.Size];
        blob.Content.Read(0, bytes);
        Check(descriptor.Digest, bytes);
        return bytes;
    }

    /// <summary>One pass over the bytes.</summary>
    /// <exception cref="OciException">They have another digest.</exception>
    internal static void Verify(Descriptor descriptor, Content content)
    {
        using var hash = new BlobHash(descriptor.Digest);
        var buffer = new byte[(int)Math.Min(BufferBytes, Math.Max(1, content.Length))];
        for (long offset = 0; content.Read(offset, buffer) is > 0 and var count; offset += count) hash.Append(buffer.AsSpan(0, count));
        hash.Check();
    }

    /// <summary>The digest of a blob that nobody has named yet: SHA-256, or the algorithm of <paramref name="like"/>. One pass over the bytes.</summary>
    internal static Digest DigestOf(Content content, Digest? like = null)
    {
        using IncrementalHash hash = like?.CreateHash() ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Min(BufferBytes, Math.Max(1, content.Length))];
        for (long offset = 0; content.Read(offset, buffer) is > 0 and var count; offset += count) hash.AppendData(buffer, 0, count);
        return Digest.Parse($"{like?.Algorithm ?? "sha256"}:{Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    /// <exception cref="OciException">The bytes have another digest.</exception>
    internal static void Check(Digest digest, ReadOnlySpan<byte> bytes)
    {
        using var hash = new BlobHash(digest);
        hash.Append(bytes);
        hash.Check();
    }
}
