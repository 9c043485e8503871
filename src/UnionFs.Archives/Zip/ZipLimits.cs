namespace UnionFs.Archives;

/// <summary>
/// What an archive may declare before <see cref="ZipLayer"/> refuses it. Every limit is checked against the central directory
/// when the archive is opened, before anything is inflated; the declared sizes are then enforced when an entry is read.
/// </summary>
public sealed record ZipLimits
{
    /// <summary>The defaults below.</summary>
    public static ZipLimits Default { get; } = new();

    /// <summary>No limit but those of the format and of memory: for archives of one's own making.</summary>
    public static ZipLimits Unlimited { get; } = new()
    {
        MaxEntries = long.MaxValue,
        MaxEntryBytes = long.MaxValue,
        MaxTotalBytes = long.MaxValue,
        MaxRatio = int.MaxValue,
    };

    /// <summary>
    /// Entries, with the directories that entries only imply: a long name makes many. Default 1,000,000, several times the
    /// largest asset packs; a node is some 300 bytes of memory.
    /// </summary>
    public long MaxEntries { get; init => field = NotNegative(value); } = 1_000_000;

    /// <summary>Bytes of one entry when unpacked. Default 4 GiB: what a zip without Zip64 can hold.</summary>
    public long MaxEntryBytes { get; init => field = NotNegative(value); } = 4L << 30;

    /// <summary>Bytes of all entries together when unpacked. Default 64 GiB.</summary>
    public long MaxTotalBytes { get; init => field = NotNegative(value); } = 64L << 30;

    /// <summary>
    /// Unpacked bytes a packed byte. Default 1,100: deflate gives at most 258 bytes for 2 bits, that is 1,032, so a larger
    /// ratio is a lie that need not be inflated to be found out.
    /// </summary>
    public int MaxRatio { get; init => field = (int)NotNegative(value); } = 1_100;

    private static long NotNegative(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }
}
