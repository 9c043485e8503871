using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>That what should not grow does not: pushes, snapshots, forks.</summary>
internal static class SnapshotCharts
{
    internal static IEnumerable<Chart> Constant()
    {
        const string says = "Each with a change on top. The peer is what a program does without: it copies its dictionary of full paths.";
        var files = new Chart("snapshot-files", "Snapshot, fork, push: by files", says, "files", Quantity.Count, "time", Quantity.Time);
        foreach (int size in Sizes.Entries.Where(each => each != 100))
        {
            Rounds rounds = Sizes.RoundsFor(size);
            foreach ((string name, double time, _) in SnapshotRatios.Constant(rounds, LayerStack.FromBottom(SampleTrees.Of("files", SampleTrees.DeepPaths(size)))))
                files.Add($"UnionFs, {name}", size, time);
            var dictionary = SampleTrees.DeepPaths(size).ToDictionary(path => path, _ => (byte[])[], StringComparer.Ordinal);
            files.Add("a copied Dictionary", size, rounds.PerOperation(1, () => GC.KeepAlive(new Dictionary<string, byte[]>(dictionary, StringComparer.Ordinal)))[0]);
        }
        yield return files;

        var layers = new Chart("snapshot-layers", "Snapshot, fork, push: by layers", "On a stack with so many layers already.", "layers", Quantity.Count, "time", Quantity.Time);
        string[] paths = [.. SampleTrees.DeepPaths(10_000)];
        foreach (int count in Sizes.Layers)
            foreach ((string name, double time, _) in SnapshotRatios.Constant(Sizes.Few, SampleTrees.Layered(paths, count)))
                layers.Add($"UnionFs, {name}", count, time);
        yield return layers;
    }

    internal static IEnumerable<Chart> First()
    {
        var layers = new Chart("first-layers", "The first look: by layers", "The first lookup of a snapshot: where a layer was pushed on a stack in use, and where nobody visited any of the layers.",
            "layers", Quantity.Count, "time of the first lookup", Quantity.Time);
        foreach (int count in Sizes.Layers)
        {
            layers.Add("UnionFs, after a push", count, SnapshotRatios.AfterAPush(Sizes.Few, 10_000, count));
            layers.Add("UnionFs, never visited", count, SnapshotRatios.Unvisited(Sizes.Few, count));
            KernelCharts.Add(layers, count, new UnionTree(count, 1000, 0), "first", "overlayfs, after the mount");
        }
        yield return layers;

        var files = new Chart("first-files", "The first look after a push: by files", "On a stack of eight layers in use.", "files", Quantity.Count, "time of the first lookup", Quantity.Time);
        foreach (int size in Sizes.Files) files.Add("UnionFs, after a push", size, SnapshotRatios.AfterAPush(Sizes.RoundsFor(size), size, 8));
        yield return files;
    }

    internal static IEnumerable<Chart> Retained()
    {
        var chart = new Chart("retained", "What a kept snapshot weighs", "A thousand kept, with one change before each; the peer copies its dictionary of full paths each time.",
            "files", Quantity.Count, "memory of a snapshot", Quantity.Bytes);
        foreach (int files in Sizes.Files)
        {
            chart.Add("UnionFs", files, SnapshotRatios.Retained(files));
            var dictionary = SampleTrees.DeepPaths(files).ToDictionary(path => path, _ => (byte[])[], StringComparer.Ordinal);
            chart.Add("a copied Dictionary", files, SnapshotRatios.Allocated(() => new Dictionary<string, byte[]>(dictionary, StringComparer.Ordinal)));
        }
        yield return chart;
    }
}
