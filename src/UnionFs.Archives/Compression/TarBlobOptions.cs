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

    /// <summary>Where such a file is made; the system's directory for temporary files if null.</summary>
    public string? TemporaryDirectory { get; init; }
}
