using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.KernelOracle.Layers;

/// <summary>
/// Makes up layers. Whiteouts are only where the directory merges with a lower one: overlayfs lists them elsewhere, although nothing can
/// be found there (SEMANTICS 19).
/// </summary>
internal sealed class LayerGenerator(Words words)
{
    private const int MaxLayers = 8;

    internal IReadOnlyList<LayerPlan> Next()
    {
        var plans = new List<LayerPlan>();
        var merged = new MergedPaths();
        // Mostly few: every layer hides some of those below.
        int count = words.OneIn(3) ? 1 + words.Choose(MaxLayers) : 1 + words.Choose(3);
        while (plans.Count < count)
        {
            LayerPlan plan = Next(merged);
            plans.Add(plan);
            merged.Add(plan);
        }
        return plans;
    }

    private LayerPlan Next(MergedPaths below)
    {
        IReadOnlyList<PlantedEntry> tree = new TreeGenerator(words).Next();
        string[] directories = [.. tree.Where(entry => entry.Kind == NodeKind.Directory).Select(entry => entry.Path)];
        string[] opaque = [.. directories.Where(path => path.Length > 0 && words.OneIn(6))];
        var plan = new LayerPlan(tree, [], opaque);
        string[] merging = [.. directories.Where(path => below.Merges(plan, path))];
        var whiteouts = new List<PlannedWhiteout>();
        for (int i = merging.Length == 0 ? 0 : words.Choose(4); i > 0; i--)
        {
            string name = words.Name();
            if (name == Words.TooLong) continue;
            string path = TreeView.Join(words.Pick<string>(merging), name);
            if (tree.All(entry => entry.Path != path) && whiteouts.All(other => other.Path != path)) whiteouts.Add(new PlannedWhiteout(path, words.OneIn(3)));
        }
        return plan with { Whiteouts = whiteouts };
    }
}
