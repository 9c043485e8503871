namespace UnionFs.Benchmarks.Ratios;

/// <summary>`ratios [--json] [QUESTION...]`: every row of the table, in one process, in a few minutes.</summary>
internal static class RatioSuite
{
    private static readonly (string Name, Func<IEnumerable<Ratio>> Measure)[] Questions =
    [
        ("directory", LookupRatios.InADirectory),
        ("path", LookupRatios.ByPath),
        ("layers", LookupRatios.ThroughLayers),
        ("constant", SnapshotRatios.Constant),
        ("first", SnapshotRatios.FirstLook),
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

    /// <summary>0 if every row is ok, 1 if one is short, 2 for a question that is none.</summary>
    internal static int Run(string[] args)
    {
        bool json = args.Contains("--json");
        string[] wanted = [.. args.Where(each => each != "--json")];
        if (wanted.FirstOrDefault(each => Questions.All(question => question.Name != each)) is { } unknown)
        {
            Console.Error.WriteLine($"no question '{unknown}'; there are: {string.Join(' ', Questions.Select(question => question.Name))}");
            return 2;
        }
        if (!json) Console.WriteLine(Ratio.Header);
        int shorts = 0;
        foreach ((string name, Func<IEnumerable<Ratio>> measure) in Questions)
        {
            if (wanted.Length > 0 && !wanted.Contains(name)) continue;
            foreach (Ratio row in measure())
            {
                Console.WriteLine(json ? row.ToJson() : row.ToString());
                if (!row.IsOk) shorts++;
            }
            Rounds.Collect();
        }
        return shorts == 0 ? 0 : 1;
    }
}
