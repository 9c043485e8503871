namespace UnionFs.Archives;

/// <summary>How a 7z or rar archive becomes a layer.</summary>
public sealed record ArchiveOptions
{
    /// <summary>What the archive may declare. The ratio of packed to unpacked bytes does not count: these formats have none that is impossible.</summary>
    public ZipLimits Limits { get; init; } = ZipLimits.Default;

    /// <summary>Told of each entry that is refused by itself (a name that leads out, encryption, a link), which is left out then; null: the archive is refused.</summary>
    public Action<ArchiveException>? OnRefused { get; init; }

    /// <summary>An archive that unpacks to more bytes than this is kept in a temporary file without a name, not in memory. Default 512 MiB.</summary>
    public long MaxMemoryBytes { get; init; } = 512L << 20;

    /// <summary>Where such a file is made; the system's directory for temporary files if null.</summary>
    public string? TemporaryDirectory { get; init; }
}
