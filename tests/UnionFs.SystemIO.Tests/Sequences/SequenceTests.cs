using System.Globalization;
using UnionFs.SystemIO.Tests.Contract;
using Xunit.Abstractions;

namespace UnionFs.SystemIO.Tests.Sequences;

/// <summary>
/// Sequences of calls by chance on System.IO over a real directory and on a union: after each call value, exception, HResult and message are the same, and at
/// the end the trees. `UNIONFS_SCRIPTS=20000` for more of them, `UNIONFS_SEED=N` for one.
/// </summary>
public sealed class SequenceTests(ITestOutputHelper output)
{
    private const int Steps = 30;
    private const int MostTold = 5;

    [Fact]
    public void Sequence_OnAUnion_DoesWhatSystemIoDoes()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("UNIONFS_SCRIPTS") ?? "300", CultureInfo.InvariantCulture);
        int[] seeds = Environment.GetEnvironmentVariable("UNIONFS_SEED") is { } seed ? [int.Parse(seed, CultureInfo.InvariantCulture)] : [.. Enumerable.Range(1, count)];
        var kinds = new Dictionary<string, (int Done, int Thrown)>();
        var failures = new List<string>();
        foreach (int each in seeds)
        {
            if (failures.Count == MostTold) break;
            List<Step> steps = new StepGenerator(each).Sequence(Steps);
            if (FirstDifference(steps, kinds) is not { } found) continue;
            (steps, found) = Shrink(steps, found);
            failures.Add($"seed {each}:\n  {string.Join("\n  ", steps)}\n{found}");
        }
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        output.WriteLine($"{seeds.Length} sequences of {Steps} calls, {kinds.Count} kinds");
        foreach ((string kind, (int done, int thrown)) in kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal)) output.WriteLine($"{done,8} {thrown,8} {kind}");
        // Each kind succeeds and, if it can, fails.
        if (seeds.Length >= 300) Assert.All(kinds, kind => Assert.True(kind.Value.Done > 0, kind.Key));
        if (seeds.Length >= 300) Assert.InRange(kinds.Count, 55, int.MaxValue);
    }

    /// <summary>The first call whose outcomes differ, with both; null if there is none and the trees are the same.</summary>
    private static string? FirstDifference(List<Step> steps, Dictionary<string, (int Done, int Thrown)>? kinds = null)
    {
        using var real = new Player(World.Real());
        using var union = new Player(World.Union(real.World.Root));
        foreach (Step step in steps)
        {
            string expected = real.Play(step), actual = union.Play(step);
            if (kinds is not null) Count(kinds, step.Kind, expected);
            if (expected != actual) return $"{step}\n  System.IO: {expected}\n  union:     {actual}";
        }
        real.CloseAll();
        union.CloseAll();
        string there = Outcome.Tree(real.World), here = Outcome.Tree(union.World);
        return there == here ? null : $"the trees:\n{there}\n-- union:\n{here}";
    }

    private static void Count(Dictionary<string, (int Done, int Thrown)> kinds, string kind, string outcome)
    {
        (int done, int thrown) = kinds.GetValueOrDefault(kind);
        bool threw = outcome.Contains("Exception 0x", StringComparison.Ordinal);
        kinds[kind] = (done + (threw ? 0 : 1), thrown + (threw ? 1 : 0));
    }

    /// <summary>The same kind of failure with as few calls as leaving them out one by one comes to.</summary>
    private static (List<Step> Steps, string Found) Shrink(List<Step> steps, string found)
    {
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            List<Step> fewer = [.. steps.Where((_, at) => at != i)];
            if (FirstDifference(fewer) is { } still) (steps, found) = (fewer, still);
        }
        return (steps, found);
    }
}
