namespace UnionFs.Benchmarks.Ratios;

/// <summary>`ratios [--json] [--runs N] [QUESTION...]`: every row of the table, in one process, in a few minutes.</summary>
internal static class RatioSuite
{
    private static readonly (string Name, Func<IEnumerable<Ratio>> Measure)[] Questions =
    [
        ("directory", LookupRatios.InADirectory),
        ("path", LookupRatios.ByPath),
        ("layers", LookupRatios.ThroughLayers),
        ("providers", LookupRatios.ThroughProviders),
        ("constant", SnapshotRatios.Constant),
        ("first", SnapshotRatios.FirstLook),
        ("forks", SnapshotRatios.Forks),
        ("create", FileRatios.Create),
        ("read", FileRatios.Read),
        ("sequential", FileRatios.Sequential),
        ("overwrite", WriteRatios.Overwrite),
        ("copy-up", WriteRatios.CopyUp),
        ("append", WriteRatios.Append),
        ("tree", TreeRatios.Directories),
        ("enumerate", TreeRatios.Enumerate),
        ("diff", TreeRatios.Differences),
        ("retained", SnapshotRatios.Retained),
        ("memory", MemoryRatios.AMillionFiles),
        ("concurrency", ConcurrencyRatios.BesideAWriter),
        ("overlayfs", KernelRatios.Overlayfs),
    ];

    /// <summary>0 if every row is ok, in every run; 1 if one is short; 2 for arguments that are none.</summary>
    internal static int Run(string[] args)
    {
        bool json = false;
        int runs = 1;
        var wanted = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json") json = true;
            else if (args[i] != "--runs") wanted.Add(args[i]);
            else if (++i >= args.Length || !int.TryParse(args[i], out runs) || runs < 1) return Refuse("--runs takes how many runs, at least 1");
        }
        if (wanted.Find(each => Questions.All(question => question.Name != each)) is { } unknown)
            return Refuse($"no question '{unknown}'; there are: {string.Join(' ', Questions.Select(question => question.Name))}");

        var rows = new List<Ratio>();
        for (int run = 1; run <= runs; run++)
        {
            if (!json && runs > 1) Console.WriteLine($"run {run} of {runs}");
            if (!json) Console.WriteLine(Ratio.Header);
            foreach (Ratio row in Measure(wanted))
            {
                Console.WriteLine(json ? row.ToJson() : row.ToString());
                rows.Add(row);
            }
        }
        if (runs > 1) RunSummary.Print(rows, json);
        return rows.TrueForAll(row => row.IsOk) ? 0 : 1;
    }

    /// <summary>The rows of these questions, or of all if none is given, as they come.</summary>
    internal static IEnumerable<Ratio> Measure(IReadOnlyCollection<string> wanted)
    {
        foreach ((string name, Func<IEnumerable<Ratio>> measure) in Questions)
        {
            if (wanted.Count > 0 && !wanted.Contains(name)) continue;
            foreach (Ratio row in measure()) yield return row;
            Rounds.Collect();
        }
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return 2;
    }
}
