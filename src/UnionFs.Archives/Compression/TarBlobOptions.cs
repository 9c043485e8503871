namespace UnionFs.Archives;

/// <summary>How a <see cref="TarBlob"/> is opened.</summary>
public sealed record TarBlobOptions
{
    /// <summary>The defaults below.</summary>
    public static TarBlobOptions Default { get; } = new();

    /// <summary>What the blob may unpack to.</summary>
    public TarLimits Limits { get; init; } = TarLimits.Default;

    /// <summary>Whether the digests of the packed and of the unpacked bytes are wanted: costs a pass over each, of a plain archive too.</summary>
    public bool Digests { get; init; }

    /// <summary>An unpacked archive of more bytes than this is kept in a temporary file without a name, not in memory. Default 512 MiB; the file costs about as much time again as the unpacking.</summary>
    public long MaxMemoryBytes { get; init; } = 512L << 20;

    /// <summary>
    /// Which entries' bytes to keep of a compressed archive that can be opened again; all that there is if null. With it the headers are decoded while the
    /// archive is unpacked, which takes about half the time and no memory for contents, and what was not kept is read by unpacking the
    /// archive once more. Digests are computed whether asked for or not: the second time it has to be the same archive. A plain
    /// archive, and one that comes from a stream, is kept as if this were null.
    /// </summary>
    public Func<TarEntry, bool>? Keep { get; init; }

    /// <summary>Where the file of <see cref="MaxMemoryBytes"/> is made; the system's directory for temporary files if null.</summary>
    public string? TemporaryDirectory { get; init; }
}
