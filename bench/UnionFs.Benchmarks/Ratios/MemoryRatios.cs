namespace UnionFs.Benchmarks.Ratios;

/// <summary>What a million files weigh, and how long the collector stops for them.</summary>
internal static class MemoryRatios
{
    private const int Files = 1_000_000;

    internal static IEnumerable<Ratio> AMillionFiles()
    {
        string[] directories = [.. Enumerable.Range(0, Files / 100).Select(d => FormattableString.Invariant($"/a{d % 10}/b{d / 10 % 10}/c{d / 100 % 10}/d{d / 1000}"))];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var fs = new UnionFileSystem();
        fs.Update(batch =>
        {
            foreach (string directory in directories)
            {
                batch.Directory.CreateDirectory(directory);
                // 21 characters on average.
                for (int i = 0; i < 100; i++) batch.Posix.Mknod(FormattableString.Invariant($"{directory}/a-file-of-a-name-{i:000}x"), NodeKind.File);
            }
        });
        long after = GC.GetTotalMemory(forceFullCollection: true);
        yield return Ratio.Limit("an empty file with its name, of 1,000,000", (after - before) / (double)Files, 120, "B");

        double pause = Rounds.Median(Enumerable.Range(0, 7).Select(_ =>
        {
            TimeSpan paused = GC.GetTotalPauseDuration();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            return (GC.GetTotalPauseDuration() - paused).TotalMilliseconds;
        }));
        yield return new Ratio("pause of a full collection beside them (for information)", pause, pause, double.PositiveInfinity, "ms");
        GC.KeepAlive(fs);
    }
}
