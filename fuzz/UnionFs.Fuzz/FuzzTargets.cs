using UnionFs.Fuzz.Targets;

namespace UnionFs.Fuzz;

/// <summary>All targets; the first is meant where none is named.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new ScriptTarget(), new FoldingTarget(), new NameTarget(), new PathTarget(), new GlobTarget(), new TarTarget(), new ZipTarget(), new ImageTarget(),
    ];

    public static FuzzTarget Default => All[0];

    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
