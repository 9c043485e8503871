using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>From a layer's blob to its tree, verified on the way: the blob's digest and size, and the digest of its uncompressed tar.</summary>
/// <param name="blobs">Where blobs are.</param>
/// <param name="options">Limits and warnings.</param>
/// <param name="keep">Which files will be read, so that the bytes of no others are kept; all if null.</param>
internal sealed class LayerReading(IBlobSource blobs, OciOptions options, Func<TarEntry, bool>? keep = null)
{
    private readonly TarLayerOptions _layers = TarLayerOptions.Diff with
    {
        // What would hide files from whoever puts the layer on an overlayfs; umoci and containerd leave it out as well.
        StripForeignXattrs = true,
        Blob = new TarBlobOptions
        {
            Digests = true,
            Limits = TarLimits.Default with { MaxUnpackedBytes = options.LimitsOrDefault.MaxLayerBytes },
            MaxMemoryBytes = options.MaxMemoryBytes,
            Keep = keep,
        },
    };

    /// <summary>Whether reading a layer costs no more than a processor's time: no network lies between.</summary>
    internal bool IsLocal => blobs.IsLocal;

    /// <exception cref="OciException">The blob is not what the image says.</exception>
    /// <exception cref="TarException">Its tar is refused.</exception>
    internal async Task<TarLayer> ReadAsync(ImageLayer layer, IProgress<long>? progress, SemaphoreSlim processors, CancellationToken cancellationToken)
    {
        Blob blob = await blobs.RequireAsync(layer.Descriptor, progress, cancellationToken).ConfigureAwait(false);
        await processors.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Parse(layer, blob, cancellationToken);
        }
        finally
        {
            processors.Release();
        }
    }

    private TarLayer Parse(ImageLayer layer, Blob blob, CancellationToken cancellationToken)
    {
        string name = layer.Descriptor.Digest.ToString();
        TarBlob tar;
        try
        {
            tar = TarBlob.Open(blob.Content, name, _layers.Blob, cancellationToken);
        }
        catch (TarException)
        {
            // What cannot be unpacked is mostly damaged, and then that is what to say.
            if (!blob.IsVerified) BlobReading.Verify(layer.Descriptor, blob.Content);
            throw;
        }
        if (!blob.IsVerified) Check(layer.Descriptor.Digest, tar.Packed!.Value, blob.Content, name);
        Check(layer.DiffId, tar.Unpacked!.Value, tar.Content, $"{name}: the uncompressed layer");
        if (Stated(layer.Descriptor.MediaType) is { } stated && stated != tar.Compression)
            options.OnWarning?.Invoke($"{name}: is of type '{layer.Descriptor.MediaType}', its bytes are {Describe(tar.Compression)}");
        TarLayer read = TarLayer.Open(tar, name, _layers);
        foreach (TarWarning warning in read.Warnings) options.OnWarning?.Invoke($"{name}: {warning}");
        return read;
    }

    private static void Check(Digest expected, BlobDigest computed, Content content, string what)
    {
        if (!expected.IsSupported) throw new OciException(what, $"the digest algorithm '{expected.Algorithm}' is not supported");
        // Nearly always SHA-256, which was computed in passing.
        Digest actual = expected.Algorithm == "sha256" ? Digest.Parse(computed.ToString()) : BlobReading.DigestOf(content, expected);
        if (actual != expected) throw new OciException(what, $"its bytes have the digest {actual}, not {expected}");
    }

    private static BlobCompression? Stated(string mediaType) =>
        mediaType.EndsWith("gzip", StringComparison.Ordinal) ? BlobCompression.Gzip
        : mediaType.EndsWith("zstd", StringComparison.Ordinal) ? BlobCompression.Zstd
        : mediaType.EndsWith(".tar", StringComparison.Ordinal) ? BlobCompression.None : null;

    private static string Describe(BlobCompression compression) => compression switch
    {
        BlobCompression.Gzip => "gzip",
        BlobCompression.Zstd => "zstd",
        _ => "not compressed",
    };
}
