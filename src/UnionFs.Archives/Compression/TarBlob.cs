namespace UnionFs.Archives;

/// <summary>
/// An archive as it is delivered, plain or compressed, opened so that its unpacked bytes can be read at offsets. A plain archive is
/// used where it lies. A compressed one is unpacked once, as a whole, and kept in memory, or in a temporary file when it is large; or only some of it is (<see cref="TarBlobOptions.Keep"/>).
/// Immutable; safe to share between threads.
/// </summary>
public sealed class TarBlob
{
    private TarBlob(Content content, string name, BlobCompression compression, BlobDigest? packed, BlobDigest? unpacked, TarHeaders? headers = null)
    {
        Content = content;
        Name = name;
        Compression = compression;
        Packed = packed;
        Unpacked = unpacked;
        Headers = headers;
    }

    /// <summary>The unpacked bytes, all of them: also what follows the end of the archive.</summary>
    public Content Content { get; }

    /// <summary>What the archive is called in errors.</summary>
    public string Name { get; }

    /// <summary>How it was packed.</summary>
    public BlobCompression Compression { get; }

    /// <summary>Digest and size of the bytes as they were delivered (of an OCI layer: its descriptor's); null if not asked for.</summary>
    public BlobDigest? Packed { get; }

    /// <summary>Digest and size of the unpacked bytes (of an OCI layer: the DiffID); null if not asked for.</summary>
    public BlobDigest? Unpacked { get; }

    /// <summary>What was decoded while it was unpacked (<see cref="TarBlobOptions.Keep"/>); null if nothing was.</summary>
    internal TarHeaders? Headers { get; }

    /// <summary>
    /// Opens a file of the host. It stays open as long as content that lies there is in use: that of a plain archive, or what <see cref="TarBlobOptions.Keep"/> left out; whoever writes to it meanwhile changes what is read,
    /// as tar has no checksum of contents.
    /// </summary>
    /// <exception cref="TarException">It cannot be unpacked, or to more than the limits.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory, or a file that may not be read.</exception>
    public static TarBlob Open(string file, TarBlobOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        HostFileContent? archive = null;
        try
        {
            archive = HostFileContent.Open(file);
        }
        catch (NotSupportedException)
        {
            using FileStream pipe = File.OpenRead(file);
            return Read(pipe, file, options, cancellationToken);
        }
        try
        {
            TarBlob blob = Open(archive, file, options, cancellationToken);
            if (blob.Compression != BlobCompression.None && blob.Headers is null) archive.Close();
            return blob;
        }
        catch
        {
            archive.Close();
            throw;
        }
    }

    /// <summary>Opens an archive that is itself content: in memory, a blob of a store, an entry of another archive.</summary>
    /// <exception cref="TarException">It cannot be unpacked, or to more than the limits.</exception>
    public static TarBlob Open(Content blob, string name, TarBlobOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(name);
        options ??= TarBlobOptions.Default;
        Span<byte> magic = stackalloc byte[4];
        BlobCompression compression = Recognise(magic[..blob.Read(0, magic)]);
        using var input = new BlobInput(new ContentSource(blob), options.Digests || options.Keep is not null);
        if (compression != BlobCompression.None && options.Keep is not null) return Skim(blob, input, name, compression, options, cancellationToken);
        if (compression != BlobCompression.None) return Unpack(input, name, compression, options, cancellationToken);
        BlobDigest? digest = options.Digests ? input.Finish() : null;
        return new TarBlob(blob, name, compression, digest, digest);
    }

    /// <summary>Reads an archive from a stream to its end; also a plain one is kept then.</summary>
    /// <exception cref="TarException">It cannot be unpacked, or to more than the limits.</exception>
    public static TarBlob Read(Stream stream, string name, TarBlobOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        options ??= TarBlobOptions.Default;
        using var input = new BlobInput(stream, options.Digests);
        return Unpack(input, name, Recognise(input.Peek(4)), options, cancellationToken);
    }

    /// <summary>What the first four bytes of a blob (or fewer, if that is all) say.</summary>
    public static BlobCompression Recognise(ReadOnlySpan<byte> magic)
    {
        if (magic is [0x1F, 0x8B, ..]) return BlobCompression.Gzip;
        // A frame, or a skippable one of any of its sixteen numbers: zstd:chunked may begin with such.
        if (magic is [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..]) return BlobCompression.Zstd;
        return BlobCompression.None;
    }

    /// <summary>How many bytes <see cref="IsTar"/> looks at.</summary>
    public const int RecognisedLength = TarHeader.BlockLength;

    /// <summary>
    /// Whether the first bytes of a file are a tar archive's, or those of something compressed that may be one. An archive without entries
    /// is all zeros.
    /// </summary>
    public static bool IsTar(ReadOnlySpan<byte> first)
    {
        if (Recognise(first) != BlobCompression.None) return true;
        if (first.Length < RecognisedLength) return false;
        var header = new TarHeader(first[..RecognisedLength]);
        return header.IsZero || header.HasValidChecksum();
    }

    private static TarBlob Unpack(BlobInput input, string name, BlobCompression compression, TarBlobOptions options, CancellationToken cancellation)
    {
        using HashBehind? hash = options.Digests && compression != BlobCompression.None ? new HashBehind() : null;
        using var spool = new Spool(options, hash);
        long length = new Unpacker(input, name, options).Run(compression, spool, cancellation);
        Content content = spool.ToContent();
        BlobDigest? packed = options.Digests ? input.Finish() : null;
        return new TarBlob(content, name, compression, packed, hash is null ? packed : new BlobDigest(hash.Finish(), length));
    }

    /// <summary>Unpacks for the headers and a few files' bytes; the rest when somebody reads it, from the same content again.</summary>
    private static TarBlob Skim(Content blob, BlobInput input, string name, BlobCompression compression, TarBlobOptions options, CancellationToken cancellation)
    {
        var feed = new TarFeed(name, options.Limits, options.Keep!, options.MaxMemoryBytes);
        using var hash = new HashBehind();
        var skim = new Skim(feed, hash);
        long length = new Unpacker(input, name, options).Run(compression, skim, cancellation);
        skim.Finish();
        var unpacked = new BlobDigest(hash.Finish(), length);
        TarBlobOptions again = options with { Keep = null, Digests = true };
        var content = new SkimmedContent(name, length, feed.Kept, unpacked, () => Open(blob, name, again));
        var headers = new TarHeaders(new TarIndex(content, name, feed.Entries, feed.Position), feed.Warnings, feed.IsFollowed);
        return new TarBlob(content, name, compression, input.Finish(), unpacked, headers);
    }
}
