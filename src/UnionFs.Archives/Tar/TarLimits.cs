namespace UnionFs.Archives;

/// <summary>
/// What a tar archive may declare or unpack to before it is refused. Nothing is allocated from a declared size, so memory goes by
/// what the archive really holds, whatever the limits.
/// </summary>
public sealed record TarLimits
{
    /// <summary>The defaults below.</summary>
    public static TarLimits Default { get; } = new();

    /// <summary>Entries, and in a layer also the directories that entries only imply. Default 1,000,000.</summary>
    public long MaxEntries { get; init => field = Positive(value); } = 1_000_000;

    /// <summary>Bytes of all extended headers (PAX, GNU long names, sparse maps) of one entry. Default 1 MiB, as in Go's and libarchive's readers.</summary>
    public int MaxHeaderBytes { get; init => field = (int)Positive(value); } = 1 << 20;

    /// <summary>Bytes of a name. Default 4,096, Linux's PATH_MAX.</summary>
    public int MaxPathBytes { get; init => field = (int)Positive(value); } = 4096;

    /// <summary>Bytes between two slashes of a name. Default 255, Linux's NAME_MAX.</summary>
    public int MaxComponentBytes { get; init => field = (int)Positive(value); } = 255;

    /// <summary>Bytes of one file, holes included. Default 1 TiB: nobody could read more than that of a file that lies about its size.</summary>
    public long MaxEntryBytes { get; init => field = Positive(value); } = 1L << 40;

    /// <summary>Bytes of all files together, holes included. Default 4 TiB.</summary>
    public long MaxTotalBytes { get; init => field = Positive(value); } = 4L << 40;

    /// <summary>Bytes that a compressed archive may unpack to. Default 64 GiB.</summary>
    public long MaxUnpackedBytes { get; init => field = Positive(value); } = 64L << 30;

    /// <summary>
    /// Unpacked bytes a packed byte, once an archive has unpacked to more than <see cref="RatioFreeBytes"/>. Default 1,100: deflate
    /// gives at most 1,032, and what zstd packs tighter than that is no tree of files.
    /// </summary>
    public int MaxRatio { get; init => field = (int)Positive(value); } = 1_100;

    /// <summary>Below this much nobody is harmed by any ratio: a megabyte of zeros is a few bytes of zstd. 64 MiB.</summary>
    public const long RatioFreeBytes = 64L << 20;

    private static long Positive(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }
}
