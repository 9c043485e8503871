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

    /// <summary>
    /// Fewer rounds than a row of the table gets: a plot shows decades. The small sizes come first and pay for the compiler, which takes a while to
    /// do its best: less time had the first points of flat lines at three times the others.
    /// </summary>
    internal static Rounds RoundsFor(int files) => files < 100_000 ? new(5, 400_000_000) : new(3, 150_000_000);

    internal static Rounds Few { get; } = RoundsFor(1000);
}
