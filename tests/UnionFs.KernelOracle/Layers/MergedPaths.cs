using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.KernelOracle.Layers;

/// <summary>Which paths layers show together: the merge rule once more, in its plainest form, for the generator.</summary>
internal sealed class MergedPaths
{
    private readonly Dictionary<string, bool> _isDirectory = new(StringComparer.Ordinal);

    internal static bool IsBelow(string path, string directory) =>
        directory.Length == 0 || path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    internal bool IsDirectory(string path) => _isDirectory.GetValueOrDefault(path);

    /// <summary>Whether every whiteout is where overlayfs heeds it when it lists: in a directory that merges with a lower one.</summary>
    internal static bool AreWhiteoutsHeeded(IEnumerable<LayerPlan> layers)
    {
        var merged = new MergedPaths();
        foreach (LayerPlan layer in layers)
        {
            if (layer.Whiteouts.Any(whiteout => !merged.Merges(layer, PlannedWhiteout.ParentOf(whiteout.Path)))) return false;
            merged.Add(layer);
        }
        return true;
    }

    /// <summary>Whether a directory of a layer that comes next merges with one that is there.</summary>
    internal bool Merges(LayerPlan layer, string directory) =>
        IsDirectory(directory) && !layer.Opaque.Any(opaque => IsBelow(directory, opaque));

    internal void Add(LayerPlan layer)
    {
        foreach (PlannedWhiteout whiteout in layer.Whiteouts) Remove(whiteout.Path);
        foreach (PlantedEntry entry in layer.Tree)
        {
            bool isDirectory = entry.Kind == NodeKind.Directory;
            if (entry.Path.Length > 0 && (!isDirectory || layer.Opaque.Contains(entry.Path) || !IsDirectory(entry.Path))) Remove(entry.Path);
            _isDirectory[entry.Path] = isDirectory;
        }
    }

    private void Remove(string path)
    {
        foreach (string other in _isDirectory.Keys.ToList())
            if (IsBelow(other, path)) _isDirectory.Remove(other);
    }
}
