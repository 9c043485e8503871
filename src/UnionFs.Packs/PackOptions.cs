using UnionFs.Archives;

namespace UnionFs.Packs;

/// <summary>How a pack is opened.</summary>
public sealed record PackOptions
{
    internal static PackOptions Default { get; } = new();

    /// <summary>What the pack is called; null: the last name of its path.</summary>
    public string? Name { get; init; }

    /// <summary>What a zip may declare.</summary>
    public ZipLimits ZipLimits { get; init; } = ZipLimits.Default;
}
