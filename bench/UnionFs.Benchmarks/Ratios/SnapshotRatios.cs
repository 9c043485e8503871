using UnionFs.Testing;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>What is O(1): a layer more, a snapshot, a fork; and what the first look afterwards costs. Nanoseconds.</summary>
internal static class SnapshotRatios
{
    private const int Times = 100_000;

    internal static IEnumerable<Ratio> Constant()
    {
        foreach (int files in new[] { 10, 1_000_000 })
        {
            foreach ((string name, double time, double allocated) in Constant(Rounds.Many, LayerStack.FromBottom(SampleTrees.Of("files", SampleTrees.DeepPaths(files)))))
            {
                yield return Ratio.Limit($"{name}, {files} files", time, 50, "ns");
                yield return Ratio.Limit($"{name}, {files} files, allocated", allocated, 128, "B");
            }
        }
    }

    internal static IEnumerable<Ratio> FirstLook()
    {
        yield return Ratio.Limit("first lookup after a push on a warm stack", AfterAPush(Rounds.Many, 100_000, 64) / 1000, 15, "us");
        yield return Ratio.Limit("first lookup through 500 layers that nobody visited", Unvisited(Rounds.Many, 500) / 1000, 1000, "us");
    }

    /// <summary>What a suite of tests does: a fork each, and something written.</summary>
    internal static IEnumerable<Ratio> Forks()
    {
        const int forks = 10_000;
        string[] paths = [.. SampleTrees.DeepPaths(10_000)];
        var fixture = new FileSystemFixture(SampleTrees.Of("files", paths));
        double[] taken = Rounds.Many.Milliseconds(Clock.Wall, () =>
        {
            for (int i = 0; i < forks; i++) fixture.Fork().File.WriteAllText(paths[i], "changed");
        });
        yield return Ratio.Limit("10,000 forks of 10,000 files, one write each", taken[0], 1000, "ms");
    }

    internal static IEnumerable<Ratio> Retained()
    {
        yield return Ratio.Limit("a retained snapshot with one change, of 1,000 in 1,000,000 files", Retained(1_000_000), 1638, "B");
    }

    /// <summary>With a change on top of the stack, which has at least ten deep paths.</summary>
    internal static IEnumerable<(string Name, double Time, double Allocated)> Constant(Rounds rounds, LayerStack stack)
    {
        Layer patch = SampleTrees.Of("patch", ["/a0/b0/c0/d0/e0/new.txt"]);
        var fs = new UnionFileSystem(stack);
        fs.File.WriteAllText("/a0/b0/c0/d0/e0/file1.txt", "changed");
        object? kept = null;
        double[] taken = rounds.PerOperation(Times,
            () => { for (int i = 0; i < Times; i++) kept = stack.Push(patch); },
            () => { for (int i = 0; i < Times; i++) kept = fs.Snapshot(); },
            () => { for (int i = 0; i < Times; i++) kept = fs.Fork(); });
        GC.KeepAlive(kept);
        yield return ("push a layer", taken[0], Allocated(() => stack.Push(patch)));
        yield return ("snapshot", taken[1], Allocated(() => fs.Snapshot()));
        yield return ("fork", taken[2], Allocated(() => fs.Fork()));
    }

    internal static double AfterAPush(Rounds rounds, int files, int layers)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        LayerStack warm = SampleTrees.Overlapping(layers - 1).Push(SampleTrees.Of("files", paths));
        foreach (string path in paths) new Snapshot(warm).Posix.Stat(path, out _);
        string added = paths[files / 2] + ".new";
        Layer patch = SampleTrees.Of("patch", [added]);
        return rounds.OfPrepared(() => new Snapshot(warm.Push(patch)), snapshot => snapshot.Posix.Stat(added, out _), 100);
    }

    internal static double Unvisited(Rounds rounds, int layers)
    {
        Layer[] bottomFirst = [.. SampleTrees.Overlapping(layers).Reverse()];
        return rounds.OfPrepared(() => new Snapshot(LayerStack.FromBottom(bottomFirst)), snapshot => snapshot.Posix.Stat("/usr/share/app1/locale/0/file1.txt", out _), 20);
    }

    /// <summary>Bytes a snapshot, of a thousand with one change each.</summary>
    internal static double Retained(int files)
    {
        const int snapshots = 1000;
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        var fs = new UnionFileSystem(SampleTrees.Of("files", paths));
        var kept = new Snapshot[snapshots];
        fs.File.WriteAllText(paths[0], "x");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < snapshots; i++)
        {
            fs.Posix.Chmod(paths[i * 997 % paths.Length], 0x180);
            kept[i] = fs.Snapshot();
        }
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(kept);
        GC.KeepAlive(fs);
        return (after - before) / (double)snapshots;
    }

    internal static double Allocated(Func<object> make)
    {
        object made = make();
        long before = GC.GetAllocatedBytesForCurrentThread();
        made = make();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(made);
        return allocated;
    }
}
