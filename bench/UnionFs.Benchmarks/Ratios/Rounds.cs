using System.Diagnostics;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>Ours and the reference by turns, so that whatever else the machine does hits both.</summary>
internal static class Rounds
{
    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Medians in milliseconds of processor time, of all threads of this process.</summary>
    internal static (double Ours, double Reference) ProcessorTime(int rounds, Action ours, Action reference) => Alternate(rounds, Processor, ours, reference);

    /// <summary>Medians in milliseconds of the clock.</summary>
    internal static (double Ours, double Reference) WallTime(int rounds, Action ours, Action reference) => Alternate(rounds, Wall, ours, reference);

    /// <summary>Milliseconds of processor time; what was left behind before is collected before.</summary>
    internal static double Processor(Action action)
    {
        Collect();
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    /// <summary>Milliseconds of the clock; what was left behind before is collected before.</summary>
    internal static double Wall(Action action)
    {
        Collect();
        long before = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(before).TotalMilliseconds;
    }

    private static (double Ours, double Reference) Alternate(int rounds, Func<Action, double> measure, Action ours, Action reference)
    {
        // Once each to have everything compiled and in the page cache.
        measure(ours);
        measure(reference);
        var taken = new List<(double Ours, double Reference)>();
        for (int i = 0; i < rounds; i++) taken.Add((measure(ours), measure(reference)));
        return (Median(taken.Select(each => each.Ours)), Median(taken.Select(each => each.Reference)));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
