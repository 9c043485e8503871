namespace UnionFs.Archives;

/// <summary>How an archive becomes a layer.</summary>
public sealed record ZipOptions
{
    /// <summary>What the archive may declare.</summary>
    public ZipLimits Limits { get; init; } = ZipLimits.Default;

    /// <summary>
    /// Told of each entry that is refused by itself (a name that leads out, encryption, a method nobody reads), which is left out then; null: the archive is refused.
    /// What makes the archive itself doubtful, such as entries that overlap or have one path, refuses it in any case.
    /// </summary>
    public Action<ZipException>? OnRefused { get; init; }

    /// <summary>
    /// Whether a file of the host is mapped into memory instead of read, so that stored entries are handed out without a copy. Only for files that nobody makes
    /// shorter while the layer is used: that would end the process, where a read would throw. Memory keeps the map; a span alone does not.
    /// </summary>
    public bool IsMapped { get; init; }

    /// <summary>Where inflated contents are kept; null: with their entry, as long as the layer is.</summary>
    public InflatedCache? Cache { get; init; }
}
