using UnionFs.Archives;

namespace UnionFs.Packs;

/// <summary>How a pack is opened.</summary>
public sealed record PackOptions
{
    internal static PackOptions Default { get; } = new();

    /// <summary>What the pack is called; null: the last name of its path.</summary>
    public string? Name { get; init; }

    /// <summary>What a zip, a 7z or a rar may declare.</summary>
    public ZipLimits ZipLimits { get; init; } = ZipLimits.Default;

    /// <summary>Bytes of inflated contents that <see cref="PackSet.Open(IEnumerable{string}, PackOptions?)"/> keeps for all its packs, where <see cref="Cache"/> is null: 256 MiB.</summary>
    public const long DefaultCacheBytes = 256L << 20;

    /// <summary>Where inflated contents are kept; null for a single pack: with the pack, without a limit.</summary>
    public InflatedCache? Cache { get; init; }

    /// <summary>Whether a zip is mapped into memory, so that stored entries are read without a copy: see the warning of <see cref="ZipOptions.IsMapped"/>.</summary>
    public bool IsMapped { get; init; }

    /// <summary>
    /// Whether entries of a zip, 7z or rar that cannot be had (a name that leads out, encryption, an unknown method) are left out and told in <see cref="Pack.Refused"/>,
    /// instead of refusing the pack.
    /// </summary>
    public bool SkipRefused { get; init; }
}
