namespace UnionFs.Benchmarks.Ratios;

/// <summary>Whole directories, and differences. Nanoseconds.</summary>
internal static class TreeRatios
{
    internal static IEnumerable<Ratio> Directories()
    {
        (double rename, double remove) = Directories(Rounds.Many, 10_000);
        yield return Ratio.Limit("rename of a lower directory of 10,000 files", rename / 1000, 10, "us");
        yield return Ratio.Limit("recursive delete of one", remove / 1000, 10, "us");
    }

    internal static IEnumerable<Ratio> Enumerate()
    {
        (double first, double again) = Enumerate(Rounds.Many, 10_000);
        yield return Ratio.Limit("enumerate 10,000 entries in order, an entry, first", first, 250, "ns");
        yield return Ratio.Limit("enumerate 10,000 entries in order, an entry, again", again, 15, "ns");
    }

    internal static IEnumerable<Ratio> Differences()
    {
        yield return Ratio.Limit("diff with 10 changes in 1,000,000 files", Differences(Rounds.Many, 1_000_000).Ours / 1000, 50, "us");
    }

    internal static (double Rename, double Remove) Directories(Rounds rounds, int files)
    {
        var basis = new UnionFileSystem(SampleTrees.Of("lower", InOneDirectory(files)));
        return (rounds.OfPrepared(basis.Fork, fs => fs.Posix.Rename("/lower", "/moved"), 100),
            rounds.OfPrepared(basis.Fork, fs => fs.Posix.RemoveTree("/lower"), 100));
    }

    internal static (double Rename, double Remove, string Kind) DirectoriesOnHost(Rounds rounds, int files)
    {
        TemporaryTree? tree = null;
        TemporaryTree Fresh()
        {
            tree?.Dispose();
            return tree = new TemporaryTree(InOneDirectory(files), default);
        }

        double rename = rounds.OfPrepared(() => tree ?? Fresh(), each =>
        {
            Directory.Move(each.Root + "/lower", each.Root + "/moved");
            Directory.Move(each.Root + "/moved", each.Root + "/lower");
        });
        double remove = rounds.OfPrepared(Fresh, each => Directory.Delete(each.Root + "/lower", recursive: true));
        string kind = tree!.Kind;
        tree.Dispose();
        return (rename / 2, remove, kind);
    }

    /// <summary>An entry, of a directory to which every layer gives its share.</summary>
    internal static (double First, double Again) Enumerate(Rounds rounds, int entries, int layers = 1)
    {
        string[][] shares = [.. SampleTrees.Names(entries).Select(name => "/" + name).Chunk((entries + layers - 1) / layers)];
        LayerStack Made() => LayerStack.FromBottom([.. shares.Select(names => SampleTrees.Of("directory", names))]);
        int found = 0;
        double first = rounds.OfPrepared(() => new Snapshot(Made()), snapshot => found = Walk(snapshot), entries > 100_000 ? null : 20);
        var again = new Snapshot(Made());
        int times = Math.Max(1, 100_000 / entries);
        double[] taken = rounds.PerOperation(entries * times, () => { for (int i = 0; i < times; i++) found = Walk(again); });
        if (found != entries) throw new InvalidOperationException($"{found} entries");
        return (first / entries, taken[0]);
    }

    /// <summary>An entry: in the order in which the kernel has them, and of a dictionary whose names are put in order.</summary>
    internal static (double Host, double Sorted, string Kind) EnumerateByPeers(Rounds rounds, int entries)
    {
        string[] names = SampleTrees.Names(entries);
        using var tree = new TemporaryTree(names.Select(name => "/" + name), default);
        var dictionary = names.ToDictionary(name => name, name => (object)name, StringComparer.Ordinal);
        int found = 0;
        double[] taken = rounds.PerOperation(entries,
            () => { found = 0; foreach (string each in Directory.EnumerateFileSystemEntries(tree.Root)) if (each.Length > 0) found++; },
            () => { found = 0; foreach (string each in dictionary.Keys.Order(StringComparer.Ordinal)) if (each.Length > 0) found++; });
        if (found != entries) throw new InvalidOperationException($"{found} entries");
        return (taken[0], taken[1], tree.Kind);
    }

    /// <summary>Of two trees with ten changes between them; the other way is to compare two dictionaries of full paths.</summary>
    internal static (double Ours, double Dictionaries) Differences(Rounds rounds, int files, int layers = 1)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        var fs = new UnionFileSystem(SampleTrees.Layered(paths, layers));
        byte[] content = [1], changed = [2];
        var before = paths.ToDictionary(path => path, _ => content, StringComparer.Ordinal);
        var after = new Dictionary<string, byte[]>(before, StringComparer.Ordinal);
        for (int i = 0; i < 10; i++)
        {
            string path = paths[i * 99_991L % files];
            fs.File.WriteAllText(path, "changed");
            after[path] = changed;
        }
        double ours = rounds.PerOperation(100, () => { for (int i = 0; i < 100; i++) fs.Diff(); })[0];
        int differences = 0;
        double dictionaries = rounds.PerOperation(1, () =>
        {
            differences = 0;
            foreach ((string path, byte[] bytes) in after) if (!before.TryGetValue(path, out byte[]? old) || old != bytes) differences++;
            foreach (string path in before.Keys) if (!after.ContainsKey(path)) differences++;
        })[0];
        if (differences != 10) throw new InvalidOperationException($"{differences} differences");
        return (ours, dictionaries);
    }

    private static IEnumerable<string> InOneDirectory(int files) =>
        Enumerable.Range(0, files).Select(i => FormattableString.Invariant($"/lower/d{i / 100}/file{i}.txt"));

    private static int Walk(Snapshot snapshot)
    {
        snapshot.Posix.ReadDirectory("/", out DirectoryListing? listing);
        int found = 0;
        foreach (DirectoryEntry entry in listing!) if (entry.Name.Length > 0) found++;
        return found;
    }
}
