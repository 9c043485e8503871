namespace UnionFs.Packs;

/// <summary>Where files that were written go when a mount is flushed.</summary>
/// <param name="Pack">An enabled pack that came from a folder.</param>
/// <param name="Files">Globs of paths of the union, such as `saves/**`.</param>
public sealed record WriteRoute(string Pack, params IReadOnlyList<string> Files);

/// <summary>A path of the union that a flush wrote to, or removed from, a pack's folder.</summary>
/// <param name="Path">The path in the union.</param>
/// <param name="Pack">The pack.</param>
public readonly record struct FlushedPath(string Path, string Pack);

/// <summary>What a flush did.</summary>
/// <param name="Written">Files and symbolic links that are in folders now, in ordinal order of their paths.</param>
/// <param name="Removed">What is gone from folders.</param>
/// <param name="Kept">Changes that stay on top, in memory: what no route matches, and what a folder cannot say, such as that a file of another pack is hidden.</param>
public sealed record FlushReport(IReadOnlyList<FlushedPath> Written, IReadOnlyList<FlushedPath> Removed, IReadOnlyList<string> Kept);
