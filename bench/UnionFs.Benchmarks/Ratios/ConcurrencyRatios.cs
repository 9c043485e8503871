namespace UnionFs.Benchmarks.Ratios;

/// <summary>Readers beside a writer that publishes all the time: what a lookup takes of its thread's time.</summary>
internal static class ConcurrencyRatios
{
    private const int Lookups = 200_000;
    private const int Readers = 2;

    internal static IEnumerable<Ratio> BesideAWriter()
    {
        string[] paths = [.. SampleTrees.DeepPaths(100_000)];
        var fs = new UnionFileSystem(SampleTrees.Of("files", paths));
        string[] asked = LookupRatios.Shuffled(paths, Lookups);
        Read(fs, asked);
        var alone = new List<double>();
        var beside = new List<double>();
        for (int round = 0; round < 9; round++)
        {
            alone.Add(Read(fs, asked));
            using var stop = new CancellationTokenSource();
            var writer = new Thread(() =>
            {
                for (int i = 0; !stop.IsCancellationRequested; i++) fs.Posix.Chmod(paths[i * 7 % paths.Length], 0x180 + i % 8);
            });
            writer.Start();
            beside.Add(Read(fs, asked));
            stop.Cancel();
            writer.Join();
        }
        yield return new Ratio($"stat by {Readers} threads beside a writer; without one", Rounds.Median(beside), Rounds.Median(alone), 1.1, "ns");
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
