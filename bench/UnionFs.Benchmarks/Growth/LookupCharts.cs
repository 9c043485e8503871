using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>How finding grows with entries, files and layers.</summary>
internal static class LookupCharts
{
    internal static IEnumerable<Chart> Directory()
    {
        var chart = new Chart("directory", "A name in one directory", "The engine's map of names beside the practical limit, a dictionary that is asked with a span.",
            "entries in the directory", Quantity.Count, "time of a lookup", Quantity.Time);
        foreach (int entries in Sizes.Entries)
        {
            (double ours, double dictionary) = LookupRatios.InADirectory(Sizes.RoundsFor(entries), entries);
            chart.Add("UnionFs", entries, ours);
            chart.Add("Dictionary by span", entries, dictionary);
        }
        yield return chart;
    }

    internal static IEnumerable<Chart> Path()
    {
        Chart Of(string how, string title, string says) => new($"path-{how}", title, says, "files", Quantity.Count, "time of a lookup", Quantity.Time);
        Chart random = Of("random", "A file by its path, in an order by chance", "File.Exists at depth 6. The dictionary has full paths and is no file system: it is the practical limit.");
        Chart neighbours = Of("neighbours", "A file by its path, one after the other", "The same in the order of the paths, as a walk of a tree asks.");
        Chart missing = Of("missing", "A path that leads to nothing", "The same for names that are in no directory.");
        foreach (int files in Sizes.Files)
        {
            Rounds rounds = Sizes.RoundsFor(files);
            foreach ((string how, double stat, double exists, double dictionary) in LookupRatios.ByPath(rounds, files))
            {
                Chart chart = how == "random" ? random : how == "neighbours" ? neighbours : missing;
                chart.Add("UnionFs, File.Exists", files, exists);
                chart.Add("UnionFs, Posix.Stat", files, stat);
                chart.Add("Dictionary of full paths", files, dictionary);
            }
            if (files > Sizes.MostForSlowPeers) continue;
            (_, double mock, double host, string kind) = LookupRatios.BesidePeers(rounds, files);
            random.Add("MockFileSystem", files, mock);
            random.Add($"System.IO on {kind}", files, host);
        }
        return [random, neighbours, missing];
    }

    internal static IEnumerable<Chart> Layers()
    {
        var chart = new Chart("layers", "A file of the lowest layer", "10,000 files in the lowest layer and ten more in each one above; CompositeFileProvider over as many providers, each a dictionary.",
            "layers", Quantity.Count, "time of a lookup", Quantity.Time);
        const int files = 10_000;
        foreach (int layers in Sizes.Layers)
        {
            (double ours, double flattened) = LookupRatios.ThroughLayers(Sizes.Few, files, layers);
            chart.Add("UnionFs, Posix.Stat", layers, ours);
            chart.Add("UnionFs, flattened to one", layers, flattened);
            (double exists, double composite) = LookupRatios.ThroughProviders(Sizes.Few, files, layers);
            chart.Add("UnionFs, File.Exists", layers, exists);
            chart.Add("CompositeFileProvider", layers, composite);
        }
        yield return chart;
    }

    internal static IEnumerable<Chart> Concurrency()
    {
        var chart = new Chart("concurrency", "Readers beside a writer", "Stat by two threads while a third one publishes changes without a pause, on the readers' own clocks.",
            "files", Quantity.Count, "time of a lookup", Quantity.Time);
        foreach (int files in Sizes.Files)
        {
            (double beside, double alone) = ConcurrencyRatios.BesideAWriter(Sizes.RoundsFor(files), files);
            chart.Add("beside a writer", files, beside);
            chart.Add("without one", files, alone);
        }
        yield return chart;
    }
}
