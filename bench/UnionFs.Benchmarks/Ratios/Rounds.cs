namespace UnionFs.Benchmarks.Ratios;

/// <summary>Ours and the reference by turns, so that whatever else the machine does hits both; medians.</summary>
/// <param name="Count">How many rounds are timed.</param>
/// <param name="WarmUp">Nanoseconds by the wall that an action runs untimed before, at least: long enough for the compiler to have done its best.</param>
internal sealed record Rounds(int Count, long WarmUp)
{
    /// <summary>For a row of the table.</summary>
    internal static Rounds Many { get; } = new(9, 300_000_000);

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Nanoseconds an operation of each, on the thread's clock; an action does so many.</summary>
    internal double[] PerOperation(int operations, params Action[] actions) =>
        [.. Alternate(Clock.Thread, actions).Select(taken => taken / operations)];

    /// <summary>The same by the wall, for what hands work to other threads or waits for the kernel.</summary>
    internal double[] PerOperationByWall(int operations, params Action[] actions) =>
        [.. Alternate(Clock.Wall, actions).Select(taken => taken / operations)];

    /// <summary>
    /// Nanoseconds of actions that use something up: each gets what its preparation made, which is not timed. One operation each.
    /// </summary>
    internal double OfPrepared<T>(Func<T> prepare, Action<T> action, int? atLeast = null)
    {
        int least = atLeast ?? Count;
        var taken = new List<double>();
        long started = Clock.Wall();
        for (int i = 0; i < least || Clock.Wall() - started < WarmUp && i < 1000; i++)
        {
            T prepared = prepare();
            long before = Clock.Thread();
            action(prepared);
            taken.Add(Clock.Thread() - before);
        }
        // The first ones were compiled on the way.
        return Median(taken.Skip(taken.Count / 2));
    }

    /// <summary>Milliseconds of processor time of the whole process, or of the wall, a round each by turns.</summary>
    internal double[] Milliseconds(Func<long> clock, params Action[] actions) =>
        [.. Alternate(clock, actions).Select(taken => taken / 1e6)];

    /// <summary>Nanoseconds that all threads of this process have computed.</summary>
    internal static long Process()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return (long)(process.TotalProcessorTime.TotalMilliseconds * 1e6);
    }

    internal static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private double[] Alternate(Func<long> clock, Action[] actions)
    {
        foreach (Action action in actions)
        {
            long started = Clock.Wall();
            for (int i = 0; i < 2 || Clock.Wall() - started < WarmUp; i++) action();
        }
        double[][] taken = [.. actions.Select(_ => new double[Count])];
        for (int round = 0; round < Count; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                Collect();
                long before = clock();
                actions[i]();
                taken[i][round] = clock() - before;
            }
        }
        return [.. taken.Select(each => Median(each))];
    }
}
