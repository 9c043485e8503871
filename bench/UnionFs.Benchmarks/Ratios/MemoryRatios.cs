using System.IO.Abstractions.TestingHelpers;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>What empty files weigh, a file, and how long the collector stops for them.</summary>
internal static class MemoryRatios
{
    internal static IEnumerable<Ratio> AMillionFiles()
    {
        (double bytes, double pause) = Weigh(1_000_000, Filled);
        yield return Ratio.Limit("an empty file with its name, of 1,000,000", bytes, 120, "B");
        yield return new Ratio("pause of a full collection beside them (for information)", pause / 1e6, pause / 1e6, double.PositiveInfinity, "ms");
    }

    /// <summary>Bytes a file, and nanoseconds that a full collection stops.</summary>
    internal static (double Bytes, double Pause) Weigh(int files, Func<int, object> fill)
    {
        // So many at once that what else the process has is small beside it.
        int copies = Math.Max(1, 100_000 / files);
        var kept = new object?[copies];
        fill(1000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < copies; i++) kept[i] = fill(files);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        kept.AsSpan(1).Clear();
        double pause = Rounds.Median(Enumerable.Range(0, 7).Select(_ =>
        {
            TimeSpan paused = GC.GetTotalPauseDuration();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            return (GC.GetTotalPauseDuration() - paused).TotalNanoseconds;
        }));
        GC.KeepAlive(kept);
        return ((after - before) / (double)files / copies, pause);
    }

    internal static UnionFileSystem Filled(int files)
    {
        var fs = new UnionFileSystem();
        fs.Update(batch =>
        {
            foreach (string directory in Directories(files))
            {
                batch.Directory.CreateDirectory(directory);
                for (int i = 0; i < 100; i++) batch.Posix.Mknod(Name(directory, i), NodeKind.File);
            }
        });
        return fs;
    }

    internal static Dictionary<string, byte[]> FilledDictionary(int files) =>
        Directories(files).SelectMany(directory => Enumerable.Range(0, 100).Select(i => Name(directory, i))).ToDictionary(path => path, _ => Array.Empty<byte>(), StringComparer.Ordinal);

    internal static MockFileSystem FilledMock(int files)
    {
        var fs = new MockFileSystem();
        foreach (string directory in Directories(files))
            for (int i = 0; i < 100; i++) fs.AddEmptyFile(Name(directory, i));
        return fs;
    }

    private static IEnumerable<string> Directories(int files) =>
        Enumerable.Range(0, files / 100).Select(d => FormattableString.Invariant($"/a{d % 10}/b{d / 10 % 10}/c{d / 100 % 10}/d{d / 1000}"));

    /// <summary>21 characters on average.</summary>
    private static string Name(string directory, int i) => FormattableString.Invariant($"{directory}/a-file-of-a-name-{i:000}x");
}
