using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>The same work through more and more layers, in process and by the kernel's overlayfs.</summary>
internal static class KernelCharts
{
    private static readonly (string Name, string Title, string Says, string[] Questions)[] Plots =
    [
        ("union-read", "Reading through layers", "File.Exists, and a file of 4 KiB read whole: 10,000 files in the lowest layer, ten more in each above.", ["stat", "read"]),
        ("union-write", "Writing through layers", "1 KiB into a new file, and the first change of the mode of a file of the lowest layer.", ["create", "touch"]),
        ("union-tree", "Large changes through layers", "The first byte written to 64 MiB, a directory of 1,000 files moved (theirs by mv), what was written made a layer (theirs remounts).", ["copy-up", "rename", "snapshot"]),
    ];

    internal static IEnumerable<Chart> Union()
    {
        Chart[] charts = [.. Plots.Select(plot => new Chart(plot.Name, plot.Title, plot.Says, "layers", Quantity.Count, "time", Quantity.Time))];
        foreach (int layers in Sizes.Layers)
        {
            var tree = new UnionTree(layers, 10_000, 64 << 20);
            foreach ((string name, _, double time) in KernelRatios.InProcess(Sizes.Few, tree)) Of(name).Add($"UnionFs, {name}", layers, time);
            Dictionary<string, double> kernel = Measure(tree, [.. Plots.SelectMany(plot => plot.Questions)], out string reason);
            foreach ((string name, double time) in kernel) Of(name).Add($"overlayfs, {name}", layers, time);
            if (kernel.Count > 0) continue;
            foreach (Chart chart in charts) chart.Notes.Add(reason);
        }
        return charts;

        Chart Of(string question) => charts[Array.FindIndex(Plots, plot => plot.Questions.Contains(question))];
    }

    /// <summary>Adds what the kernel takes for one question, or why it is not there.</summary>
    internal static void Add(Chart chart, double x, UnionTree tree, string question, string series)
    {
        if (Measure(tree, [question], out string reason).TryGetValue(question, out double time)) chart.Add(series, x, time);
        else if (!chart.Notes.Contains(reason)) chart.Notes.Add(reason);
    }

    private static Dictionary<string, double> Measure(UnionTree tree, string[] questions, out string reason)
    {
        string why = $"it takes {Overlay.MaxLayers} layers at most.";
        Dictionary<string, double> taken = tree.Layers > Overlay.MaxLayers ? [] : Kernel.Measure(tree, questions, out why);
        reason = $"overlayfs with {tree.Layers} layers is not measured: {why}";
        return taken;
    }
}
