using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.KernelOracle.Layers;

/// <summary>What one layer of a script holds. <see cref="PlantedEntry"/> says what is a node; the rest are overlayfs's marks.</summary>
/// <param name="Tree">Nodes, the root first.</param>
/// <param name="Whiteouts">Where something below is hidden.</param>
/// <param name="Opaque">Directories of the tree that do not merge.</param>
internal sealed record LayerPlan(IReadOnlyList<PlantedEntry> Tree, IReadOnlyList<PlannedWhiteout> Whiteouts, IReadOnlyList<string> Opaque)
{
    internal bool HasHardLinks => Tree.Any(entry => entry.LinkTo is not null);

    public override string ToString() =>
        string.Concat(Tree.Select(entry => $"    /{entry}{(Opaque.Contains(entry.Path) ? " opaque" : "")}\n").Concat(Whiteouts.Select(whiteout => $"    {whiteout}\n")));
}

/// <summary>A whiteout.</summary>
/// <param name="Path">Its path, in a directory of the layer.</param>
/// <param name="IsMark">Whether it is an empty file with an attribute instead of a device.</param>
internal sealed record PlannedWhiteout(string Path, bool IsMark)
{
    internal static string ParentOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    public override string ToString() => $"/{Path}: whiteout{(IsMark ? " by attribute" : "")}";
}
