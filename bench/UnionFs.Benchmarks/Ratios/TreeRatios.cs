namespace UnionFs.Benchmarks.Ratios;

/// <summary>Whole directories, and differences.</summary>
internal static class TreeRatios
{
    private const int Entries = 10_000;

    internal static IEnumerable<Ratio> Directories()
    {
        Layer layer = SampleTrees.Of("lower", Enumerable.Range(0, Entries).Select(i => FormattableString.Invariant($"/lower/d{i / 100}/file{i}.txt")));
        var basis = new UnionFileSystem(layer);
        yield return Ratio.Limit("rename of a lower directory of 10,000 files",
            Rounds.OfPrepared(basis.Fork, fs => fs.Posix.Rename("/lower", "/moved"), 100) / 1000, 10, "us");
        yield return Ratio.Limit("recursive delete of one", Rounds.OfPrepared(basis.Fork, fs => fs.Posix.RemoveTree("/lower"), 100) / 1000, 10, "us");
    }

    internal static IEnumerable<Ratio> Enumerate()
    {
        string[] names = [.. Enumerable.Range(0, Entries).Select(i => FormattableString.Invariant($"/some-file-{i * 7919 % 100_003}.txt"))];
        int found = 0;
        double first = Rounds.OfPrepared(() => new Snapshot(LayerStack.FromBottom(SampleTrees.Of("directory", names))), snapshot => found = Walk(snapshot), 20);
        yield return Ratio.Limit("enumerate 10,000 entries in order, an entry, first", first / Entries, 250, "ns");
        var again = new Snapshot(LayerStack.FromBottom(SampleTrees.Of("directory", names)));
        double[] taken = Rounds.PerOperation(Entries * 10, () => { for (int i = 0; i < 10; i++) found = Walk(again); });
        yield return Ratio.Limit("enumerate 10,000 entries in order, an entry, again", taken[0], 15, "ns");
        if (found != Entries) throw new InvalidOperationException($"{found} entries");
    }

    internal static IEnumerable<Ratio> Differences()
    {
        string[] paths = [.. SampleTrees.DeepPaths(1_000_000)];
        var fs = new UnionFileSystem(SampleTrees.Of("files", paths));
        for (int i = 0; i < 10; i++) fs.File.WriteAllText(paths[i * 99_991], "changed");
        double[] taken = Rounds.PerOperation(100, () => { for (int i = 0; i < 100; i++) fs.Diff(); });
        yield return Ratio.Limit("diff with 10 changes in 1,000,000 files", taken[0] / 1000, 50, "us");
    }

    private static int Walk(Snapshot snapshot)
    {
        snapshot.Posix.ReadDirectory("/", out DirectoryListing? listing);
        int found = 0;
        foreach (DirectoryEntry entry in listing!) if (entry.Name.Length > 0) found++;
        return found;
    }
}
