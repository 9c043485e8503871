using System.Diagnostics.CodeAnalysis;
using UnionFs.Nodes;

namespace UnionFs.Merging;

/// <summary>
/// A layer's directory over the merged directory below it. Its entries are worked out on the first visit and published by one
/// compare-and-swap, so readers take no lock and the identity of what they found never splits; then the sources are let go.
/// </summary>
internal sealed class MergedDirectory : DirectoryNode
{
    private readonly bool _grounded;
    private DirectoryNode? _top;
    private DirectoryNode? _below;
    private EntryMap? _entries;

    internal MergedDirectory(DirectoryNode top, DirectoryNode? below, bool grounded)
        : base((below ?? top).Ino, MetadataSource(top, below).Metadata)
    {
        _grounded = grounded;
        _top = top;
        _below = below;
        HasLinks = top.HasLinks || below is { HasLinks: true };
        Opaque = !grounded && (top.Opaque || below is { Opaque: true });
        Implied = !grounded && top.Implied && below is null or { Implied: true };
    }

    internal override bool HasLinks { get; }

    internal override bool HasMarks => !_grounded;

    internal override bool Opaque { get; }

    internal override bool Implied { get; }

    /// <summary>
    /// The topmost directory's metadata holds, unless it is there only because something below it is. The inode number comes from the
    /// lowest one, so that a layer that states a directory again does not make it another.
    /// </summary>
    private static DirectoryNode MetadataSource(DirectoryNode top, DirectoryNode? below) =>
        top.Implied && below is not null ? below : top;

    internal override EntryMap Entries => Volatile.Read(ref _entries) ?? Expand();

    private EntryMap Expand()
    {
        // Chains below are folded in a loop; only a top that is itself a merge (a squash of a squash) goes deeper.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        // A chain of unvisited prefixes (500 layers pushed one by one) is folded in one loop from the nearest visited one up.
        var tops = new Stack<DirectoryNode>();
        DirectoryNode? below = this;
        while (below is MergedDirectory merged && merged._grounded == _grounded && merged.TrySources(out DirectoryNode? top, out DirectoryNode? next))
        {
            tops.Push(top);
            below = next;
        }

        EntryMap? entries = below?.Entries;
        if (MergedEntries.IsWorthwhile(tops, entries))
        {
            entries = MergedEntries.Of(tops, entries, _grounded);
            tops.Clear();
        }
        while (tops.TryPop(out DirectoryNode? layer)) entries = Overlay(layer, entries ?? layer.Entries.Emptied);

        EntryMap result = Interlocked.CompareExchange(ref _entries, entries!, null) ?? entries!;
        Volatile.Write(ref _top, null);
        Volatile.Write(ref _below, null);
        return result;
    }

    /// <summary>
    /// The sources, unless the entries are there. They are let go only after the entries were published, so where the entries are
    /// still missing after both were read, both were read whole.
    /// </summary>
    private bool TrySources([NotNullWhen(true)] out DirectoryNode? top, out DirectoryNode? below)
    {
        top = Volatile.Read(ref _top);
        below = Volatile.Read(ref _below);
        return Volatile.Read(ref _entries) is null && top is not null;
    }

    private EntryMap Overlay(DirectoryNode top, EntryMap below)
    {
        EntryMap upper = top.Entries;
        if (below.Count == 0 && !(_grounded && upper.HasMarks)) return upper;
        if (upper.Names != NameComparison.Ordinal) return FoldingOverlay.Merge(upper, below, _grounded);
        // Start from the larger side where that is sound: without marks every upper entry that has nothing below stays as it is.
        if (below.Count < upper.Count && !upper.HasMarks) return Fold(upper, below, static (mine, theirs) => (mine, theirs));
        return Fold(below, upper, static (mine, theirs) => (theirs, mine));

        EntryMap Fold(EntryMap start, EntryMap rest, Func<Node?, Node, (Node? Top, Node? Below)> sides)
        {
            EntryMap result = start;
            foreach (ref readonly Entry entry in rest.Unordered().AsSpan())
            {
                (Node? mine, Node? theirs) = sides(start.Find(entry.Name), entry.Node);
                Node? merged = MergeRule.Merge(mine, theirs, _grounded);
                result = merged is null ? result.Remove(entry.Name) : result.Set(entry with { Node = merged });
            }
            return result;
        }
    }
}
