using System.Collections.Concurrent;

namespace UnionFs.Packs.Rules;

/// <summary>
/// A pack as a union gets it, and what was worked out about that: good for as long as the pack's content and rules are these very objects.
/// </summary>
internal sealed class PackView
{
    private readonly Layer _content;
    private readonly string _root;
    private readonly string _mount;
    private readonly IReadOnlyList<string> _include;
    private readonly IReadOnlyList<string> _exclude;
    private readonly NameComparison _names;
    private readonly ConcurrentDictionary<string, string[]> _matches = new(StringComparer.Ordinal);
    private Hidden? _hidden;

    /// <exception cref="PackException">The pack has no such root.</exception>
    internal PackView(Pack pack, NameComparison names)
    {
        (_content, _root, _mount, _include, _exclude, _names) = (pack.Content, pack.Root, pack.Mount, pack.Include, pack.Exclude, names);
        Layer shown = Subtree(pack, names);
        if (_include.Count > 0 || _exclude.Count > 0) shown = PackFilter.Of(shown, _include, _exclude, names);
        Layer = shown.MountedAt(_mount).WithName(pack.Name);
    }

    internal Layer Layer { get; }

    internal bool IsOf(Pack pack, NameComparison names) =>
        ReferenceEquals(_content, pack.Content) && _root == pack.Root && _mount == pack.Mount && _names == names && Layer.Name == pack.Name
        && ReferenceEquals(_include, pack.Include) && ReferenceEquals(_exclude, pack.Exclude);

    /// <summary>
    /// What a pack with these patterns hides of <paramref name="below"/>, as a layer to go between the two; null where it hides nothing. The last
    /// answer is kept: a stack that begins alike is the same object.
    /// </summary>
    internal Layer? WhiteoutsOver(LayerStack below, IReadOnlyList<PackView> packs, IReadOnlyList<string> patterns)
    {
        if (Volatile.Read(ref _hidden) is { } known && ReferenceEquals(known.Below, below) && ReferenceEquals(known.Patterns, patterns)) return known.Whiteouts;
        Layer? whiteouts = PackWhiteouts.Over(below, packs, patterns, Layer.Name);
        Volatile.Write(ref _hidden, new Hidden(below, patterns, whiteouts));
        return whiteouts;
    }

    /// <summary>The pack's paths in the union that a pattern matches. Gone through once a pattern.</summary>
    internal string[] Matches(string pattern) =>
        _matches.GetOrAdd(pattern, key => [.. GlobTree.Of(Layer, _names).Match([key], [], _names)]);

    private static Layer Subtree(Pack pack, NameComparison names)
    {
        try
        {
            return pack.Content.Subtree(pack.Root, names);
        }
        catch (DirectoryNotFoundException error)
        {
            throw new PackException(pack.Name, null, $"it has no directory '{pack.Root}' to be shown.", error);
        }
    }

    private sealed record Hidden(LayerStack Below, IReadOnlyList<string> Patterns, Layer? Whiteouts);
}
