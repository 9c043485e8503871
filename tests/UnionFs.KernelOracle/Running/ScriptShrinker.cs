using UnionFs.KernelOracle.Layers;
using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.KernelOracle.Running;

/// <summary>Makes a script that fails smaller, as long as it fails: fewer steps, fewer layers, less in each.</summary>
internal static class ScriptShrinker
{
    internal static OracleScript Minimize(OracleScript failing, Func<OracleScript, bool> fails)
    {
        while (Candidates(failing).Where(script => MergedPaths.AreWhiteoutsHeeded(script.Layers)).FirstOrDefault(fails) is { } smaller) failing = smaller;
        return failing;
    }

    private static IEnumerable<OracleScript> Candidates(OracleScript script)
    {
        foreach (IReadOnlyList<Command> fewer in Fewer(script.Second)) yield return script with { Second = fewer };
        foreach (IReadOnlyList<Command> fewer in Fewer(script.First)) yield return script with { First = fewer };
        if (script.Layers.Count > 1)
            for (int i = 0; i < script.Layers.Count; i++) yield return script with { Layers = [.. script.Layers.Where((_, index) => index != i)] };
        for (int i = 0; i < script.Layers.Count; i++)
        {
            int at = i;
            foreach (LayerPlan smaller in Smaller(script.Layers[i]))
                yield return script with { Layers = [.. script.Layers.Select((layer, index) => index == at ? smaller : layer)] };
        }
    }

    private static IEnumerable<IReadOnlyList<Command>> Fewer(IReadOnlyList<Command> commands)
    {
        for (int length = commands.Count; length > 0; length /= 2)
            for (int start = commands.Count - length; start >= 0; start -= length)
                yield return [.. commands.Take(start), .. commands.Skip(start + length)];
    }

    private static IEnumerable<LayerPlan> Smaller(LayerPlan layer)
    {
        foreach (PlannedWhiteout whiteout in layer.Whiteouts) yield return layer with { Whiteouts = [.. layer.Whiteouts.Where(other => other != whiteout)] };
        foreach (string opaque in layer.Opaque) yield return layer with { Opaque = [.. layer.Opaque.Where(other => other != opaque)] };
        foreach (PlantedEntry entry in layer.Tree)
        {
            if (entry.Path.Length > 0) yield return Without(layer, entry.Path);
            if (entry is { Kind: NodeKind.Directory, Mode: not 0x1ED }) yield return Replaced(layer, entry, entry with { Mode = 0x1ED });
            if (entry.Xattrs.Count > 0) yield return Replaced(layer, entry, entry with { Xattrs = [] });
        }
    }

    private static LayerPlan Without(LayerPlan layer, string path) => new(
        [.. layer.Tree.Where(entry => !MergedPaths.IsBelow(entry.Path, path) && !(entry.LinkTo is { } first && MergedPaths.IsBelow(first, path)))],
        [.. layer.Whiteouts.Where(whiteout => !MergedPaths.IsBelow(whiteout.Path, path))],
        [.. layer.Opaque.Where(opaque => !MergedPaths.IsBelow(opaque, path))]);

    private static LayerPlan Replaced(LayerPlan layer, PlantedEntry old, PlantedEntry with) =>
        layer with { Tree = [.. layer.Tree.Select(entry => entry == old ? with : entry)] };
}
