using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>How what is done with whole trees grows with their files.</summary>
internal static class TreeCharts
{
    internal static IEnumerable<Chart> Directories()
    {
        var chart = new Chart("tree", "Rename and remove a directory of a layer", "With all files below it. overlayfs refuses to rename one, so mv copies it (and is a process).",
            "files below the directory", Quantity.Count, "time", Quantity.Time);
        foreach (int files in Sizes.Entries)
        {
            Rounds rounds = Sizes.RoundsFor(files);
            (double rename, double remove) = TreeRatios.Directories(rounds, files);
            chart.Add("UnionFs, rename", files, rename);
            chart.Add("UnionFs, remove", files, remove);
            if (files > Sizes.MostForSlowPeers) continue;
            (double hostRename, double hostRemove, string kind) = TreeRatios.DirectoriesOnHost(rounds, files);
            chart.Add($"{kind}, rename", files, hostRename);
            chart.Add($"{kind}, remove", files, hostRemove);
            // A tenth of the files is below the directory that it moves.
            if (files is >= 100 and <= 10_000) KernelCharts.Add(chart, files, new UnionTree(1, files * 10, 0), "rename", "overlayfs, rename by mv");
        }
        yield return chart;
    }

    internal static IEnumerable<Chart> Enumerate()
    {
        var chart = new Chart("enumerate", "List a directory in order", "The first time and again; the kernel's order is its own, and the dictionary's names are sorted each time.",
            "entries in the directory", Quantity.Count, "time an entry", Quantity.Time);
        foreach (int entries in Sizes.Entries)
        {
            Rounds rounds = Sizes.RoundsFor(entries);
            (double first, double again) = TreeRatios.Enumerate(rounds, entries);
            chart.Add("UnionFs, first", entries, first);
            chart.Add("UnionFs, again", entries, again);
            if (entries > Sizes.MostForSlowPeers) continue;
            (double host, double sorted, string kind) = TreeRatios.EnumerateByPeers(rounds, entries);
            chart.Add("Dictionary, sorted", entries, sorted);
            chart.Add($"{kind}, unordered", entries, host);
        }
        yield return chart;

        var layered = new Chart("enumerate-layers", "List a directory of many layers in order", "10,000 entries, to which every layer gives its share. The first listing merges them.",
            "layers", Quantity.Count, "time an entry", Quantity.Time);
        foreach (int layers in Sizes.Layers)
        {
            (double first, double again) = TreeRatios.Enumerate(Sizes.Few, 10_000, layers);
            layered.Add("UnionFs, first", layers, first);
            layered.Add("UnionFs, again", layers, again);
        }
        yield return layered;
    }

    internal static IEnumerable<Chart> Differences()
    {
        var chart = new Chart("diff", "The difference of two trees", "Ten changes in so many files; the other way is to compare two dictionaries of full paths.",
            "files", Quantity.Count, "time", Quantity.Time);
        foreach (int files in Sizes.Files)
        {
            (double ours, double dictionaries) = TreeRatios.Differences(Sizes.RoundsFor(files), files);
            chart.Add("UnionFs", files, ours);
            chart.Add("two Dictionaries compared", files, dictionaries);
        }
        yield return chart;

        var layered = new Chart("diff-layers", "The difference to a stack of many layers", "Ten changes in 10,000 files.", "layers", Quantity.Count, "time", Quantity.Time);
        foreach (int layers in Sizes.Layers) layered.Add("UnionFs", layers, TreeRatios.Differences(Sizes.Few, 10_000, layers).Ours);
        yield return layered;
    }

    internal static IEnumerable<Chart> Memory()
    {
        var bytes = new Chart("memory", "What an empty file weighs", "Managed memory with its name, 21 characters on average. The dictionary has full paths.", "files", Quantity.Count, "memory a file", Quantity.Bytes);
        var pause = new Chart("pause", "How long a full collection stops", "Beside so many empty files, which it has to mark.", "files", Quantity.Count, "pause", Quantity.Time);
        (string Name, Func<int, object> Fill, int Most)[] peers =
        [
            ("UnionFs", MemoryRatios.Filled, int.MaxValue),
            ("Dictionary of full paths", MemoryRatios.FilledDictionary, int.MaxValue),
            ("MockFileSystem", MemoryRatios.FilledMock, Sizes.MostForSlowPeers),
        ];
        foreach (int files in Sizes.Files)
            foreach ((string name, Func<int, object> fill, int most) in peers)
            {
                if (files > most) continue;
                (double weight, double stopped) = MemoryRatios.Weigh(files, fill);
                bytes.Add(name, files, weight);
                pause.Add(name, files, stopped);
            }
        return [bytes, pause];
    }
}
