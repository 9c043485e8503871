using System.Runtime.CompilerServices;
using UnionFs.Nodes;

namespace UnionFs.Layers;

/// <summary>
/// A directory as it appears under another comparison of names: a layer's directory in a stack that ignores case, or one of such a stack
/// in a layer. Only directories get other nodes, lazily; files, links and shared inodes are the same objects.
/// </summary>
/// <remarks>
/// Where case is ignored, directories of one layer whose names are alike are one directory, so that every path of the layer still leads
/// somewhere. Other nodes stay beside it under their own spelling. A whiteout hides all that is like it below the layer: a directory
/// beside it is opaque.
/// </remarks>
internal sealed class RefoldedDirectory : DirectoryNode
{
    private readonly DirectoryNode[] _sources;
    private readonly NameComparison _names;
    private EntryMap? _entries;

    private RefoldedDirectory(DirectoryNode source, NameComparison names) : base(source.Ino, source.Metadata)
    {
        _sources = [source];
        _names = names;
        (Opaque, Implied, HasMarks, HasLinks) = (source.Opaque, source.Implied, source.HasMarks, source.HasLinks);
    }

    /// <summary>
    /// A directory under another comparison. A view of a view of a view is the innermost one: what is carried from stack to stack and squashed each time
    /// must not grow deeper.
    /// </summary>
    internal static RefoldedDirectory Of(DirectoryNode source, NameComparison names) =>
        source is RefoldedDirectory { _sources: [RefoldedDirectory inner] } && inner._names == names && (inner.Opaque, inner.Implied) == (source.Opaque, source.Implied)
            ? inner : new RefoldedDirectory(source, names);

    /// <summary>Several directories as one: where a name is in more than one with the same spelling, the first has it.</summary>
    private RefoldedDirectory(DirectoryNode[] sources, NameComparison names, bool isOpaque, bool isStated)
        : base(sources[0].Ino, Stated(sources).Metadata)
    {
        _sources = sources;
        _names = names;
        Opaque = isOpaque || Array.Exists(sources, static source => source.Opaque);
        Implied = !isStated && Array.TrueForAll(sources, static source => source.Implied);
        HasMarks = Opaque || Implied || Array.Exists(sources, static source => source.HasMarks);
        HasLinks = Array.Exists(sources, static source => source.HasLinks);
    }

    internal override bool Opaque { get; }

    internal override bool Implied { get; }

    internal override bool HasMarks { get; }

    internal override bool HasLinks { get; }

    /// <summary>That of what it shows: nothing for a layer's directory, something for a live file system's.</summary>
    internal override Charge Charge
    {
        get
        {
            Charge sum = default;
            foreach (DirectoryNode source in _sources) sum += source.Charge;
            return sum;
        }
    }

    internal override EntryMap Entries => Volatile.Read(ref _entries) ?? Expand();

    private EntryMap Expand()
    {
        // A squash of a squash has views of views.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        int count = 0;
        foreach (DirectoryNode source in _sources) count += source.Entries.Count;
        var entries = new Entry[count];
        int next = 0;
        foreach (DirectoryNode source in _sources)
            foreach (Entry entry in source.Entries.Unordered()) entries[next++] = new Entry(entry.Name, entry.Node, _names);
        bool mayCollide = _names != NameComparison.Ordinal && HasEqualHashes(entries);
        EntryMap built = EntryMap.Build(mayCollide ? [.. Settled(entries)] : Array.ConvertAll(entries, Refolded), _names);
        return Interlocked.CompareExchange(ref _entries, built, null) ?? built;
    }

    private Entry Refolded(Entry entry) =>
        entry.Node is DirectoryNode directory ? entry with { Node = Of(directory, _names) } : entry;

    private static bool HasEqualHashes(Entry[] entries)
    {
        int[] hashes = Array.ConvertAll(entries, static entry => entry.Hash);
        Array.Sort(hashes);
        for (int i = 1; i < hashes.Length; i++)
            if (hashes[i] == hashes[i - 1]) return true;
        return false;
    }

    /// <summary>The entries with what is alike settled. The sort is stable, so that of equal names the first source's comes first.</summary>
    private IEnumerable<Entry> Settled(Entry[] entries) =>
        entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .GroupBy(entry => NameFolding.KeyOf(_names, entry.Name), StringComparer.Ordinal).SelectMany(Settled);

    private IEnumerable<Entry> Settled(IEnumerable<Entry> group)
    {
        Entry[] alike = [.. group];
        if (alike.Length == 1) return [Refolded(alike[0])];
        bool hasWhiteout = Array.Exists(alike, static entry => entry.Node is WhiteoutNode);
        Entry[] directories = Array.FindAll(alike, static entry => entry.Node is DirectoryNode);
        IEnumerable<Entry> others = alike.Where(entry => entry.Node is not (DirectoryNode or WhiteoutNode)).DistinctBy(entry => entry.Name, StringComparer.Ordinal);
        if (directories.Length == 0) return others.Any() ? others : [alike[0]];

        int stated = Math.Max(0, Array.FindIndex(directories, static entry => !((DirectoryNode)entry.Node).Implied));
        Entry first = directories[stated];
        others = others.Where(other => other.Name != first.Name);
        DirectoryNode[] sources = Array.ConvertAll(directories, static entry => (DirectoryNode)entry.Node);
        // Beside a file it keeps its name, which would be free to follow a lower layer's otherwise.
        return [first with { Node = new RefoldedDirectory(sources, _names, hasWhiteout, isStated: others.Any()) }, .. others];
    }

    private static DirectoryNode Stated(DirectoryNode[] sources) => Array.Find(sources, static source => !source.Implied) ?? sources[0];
}
