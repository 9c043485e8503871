using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>The points of the plots, and how long one is measured for.</summary>
internal static class Sizes
{
    /// <summary>How far the peers go that would take minutes for a million files.</summary>
    internal const int MostForSlowPeers = 100_000;

    internal static int[] Files { get; } = [1_000, 10_000, 100_000, 1_000_000];

    internal static int[] Entries { get; } = [10, 100, .. Files];

    internal static int[] Layers { get; } = [1, 8, 64, 500, 1000];

    /// <summary>Fewer rounds than a row of the table gets: a plot shows decades.</summary>
    internal static Rounds RoundsFor(int files) => new(files >= 100_000 ? 3 : 5, 150_000_000);

    internal static Rounds Few { get; } = RoundsFor(1000);
}
