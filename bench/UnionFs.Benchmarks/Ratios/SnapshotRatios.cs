namespace UnionFs.Benchmarks.Ratios;

/// <summary>What is O(1): a layer more, a snapshot, a fork; and what the first look afterwards costs.</summary>
internal static class SnapshotRatios
{
    private const int Times = 100_000;

    internal static IEnumerable<Ratio> Constant()
    {
        Layer patch = SampleTrees.Of("patch", ["/a0/b0/c0/d0/e0/new.txt"]);
        foreach (int files in new[] { 10, 1_000_000 })
        {
            LayerStack stack = LayerStack.FromBottom(SampleTrees.Of("files", SampleTrees.DeepPaths(files)));
            var fs = new UnionFileSystem(stack);
            fs.File.WriteAllText("/a0/b0/c0/d0/e0/file1.txt", "changed");
            object? kept = null;
            double[] taken = Rounds.PerOperation(Times,
                () => { for (int i = 0; i < Times; i++) kept = stack.Push(patch); },
                () => { for (int i = 0; i < Times; i++) kept = fs.Snapshot(); },
                () => { for (int i = 0; i < Times; i++) kept = fs.Fork(); });
            GC.KeepAlive(kept);
            Func<object>[] made = [() => stack.Push(patch), () => fs.Snapshot(), () => fs.Fork()];
            string[] names = ["push a layer", "snapshot", "fork"];
            for (int i = 0; i < names.Length; i++)
            {
                yield return Ratio.Limit($"{names[i]}, {files} files", taken[i], 50, "ns");
                yield return Ratio.Limit($"{names[i]}, {files} files, allocated", Allocated(made[i]), 128, "B");
            }
        }
    }

    internal static IEnumerable<Ratio> FirstLook()
    {
        string[] paths = [.. SampleTrees.DeepPaths(100_000)];
        LayerStack warm = SampleTrees.Overlapping(64).Push(SampleTrees.Of("files", paths));
        foreach (string path in paths) new Snapshot(warm).Posix.Stat(path, out _);
        Layer patch = SampleTrees.Of("patch", ["/a1/b2/c3/d4/e0/new.txt"]);
        yield return Ratio.Limit("first lookup after a push on a warm stack",
            Rounds.OfPrepared(() => new Snapshot(warm.Push(patch)), snapshot => snapshot.Posix.Stat("/a1/b2/c3/d4/e0/new.txt", out _), 100) / 1000, 15, "us");

        Layer[] layers = [.. SampleTrees.Overlapping(500).Reverse()];
        yield return Ratio.Limit("first lookup through 500 layers that nobody visited",
            Rounds.OfPrepared(() => new Snapshot(LayerStack.FromBottom(layers)), snapshot => snapshot.Posix.Stat("/usr/share/app1/locale/0/file1.txt", out _), 20) / 1000, 1000, "us");
    }

    internal static IEnumerable<Ratio> Retained()
    {
        const int snapshots = 1000;
        string[] paths = [.. SampleTrees.DeepPaths(1_000_000)];
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
        yield return Ratio.Limit("a retained snapshot with one change, of 1,000 in 1,000,000 files", (after - before) / (double)snapshots, 1638, "B");
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
