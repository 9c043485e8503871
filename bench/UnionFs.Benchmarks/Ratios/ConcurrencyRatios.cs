namespace UnionFs.Benchmarks.Ratios;

/// <summary>Readers beside a writer that publishes all the time: what a lookup takes of its thread's time.</summary>
internal static class ConcurrencyRatios
{
    private const int Lookups = 200_000;
    private const int Readers = 2;

    internal static IEnumerable<Ratio> BesideAWriter()
    {
        (double beside, double alone) = BesideAWriter(Rounds.Many, 100_000);
        yield return new Ratio($"stat by {Readers} threads beside a writer; without one", beside, alone, 1.1, "ns");
    }

    /// <summary>Nanoseconds a lookup.</summary>
    internal static (double Beside, double Alone) BesideAWriter(Rounds rounds, int files)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        var fs = new UnionFileSystem(SampleTrees.Of("files", paths));
        string[] asked = LookupRatios.Shuffled(paths, Lookups);
        Read(fs, asked);
        var alone = new List<double>();
        var beside = new List<double>();
        for (int round = 0; round < rounds.Count; round++)
        {
            alone.Add(Read(fs, asked));
            using var stop = new CancellationTokenSource();
            var writer = new Thread(() =>
            {
                for (int i = 0; !stop.IsCancellationRequested; i++) fs.Posix.Chmod(paths[(int)(i * 7L % paths.Length)], 0x180 + i % 8);
            });
            writer.Start();
            beside.Add(Read(fs, asked));
            stop.Cancel();
            writer.Join();
        }
        return (Rounds.Median(beside), Rounds.Median(alone));
    }

    private static double Read(UnionFileSystem fs, string[] asked)
    {
        var taken = new long[Readers];
        Thread[] threads = [.. Enumerable.Range(0, Readers).Select(at => new Thread(() =>
        {
            long before = Clock.Thread();
            foreach (string path in asked) fs.Posix.Stat(path, out _);
            taken[at] = Clock.Thread() - before;
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return taken.Average() / asked.Length;
    }
}
