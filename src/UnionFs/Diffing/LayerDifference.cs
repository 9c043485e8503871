using System.Runtime.CompilerServices;
using UnionFs.Layers;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Diffing;

/// <summary>
/// Writes the difference of two trees down as a layer, the inverse of the merge rule:
/// merging the layer over the first tree gives the second. A missing name becomes a whiteout; a directory that came new is opaque, so
/// that nothing below ever merges into it; an edited one has only what changed, and is implied unless its own metadata changed.
/// </summary>
/// <remarks>
/// Where case is ignored, a name that is spelled otherwise now is a whiteout and something new, so that the layer says the same to a stack
/// that does not ignore it. Layers are ordinal: whole directories go in under that view.
/// </remarks>
internal sealed class LayerDifference
{
    private readonly TreeDifference _difference;
    private readonly Dictionary<SharedInode, SharedInode> _written = new(ReferenceEqualityComparer.Instance);

    private LayerDifference(TreeDifference difference) => _difference = difference;

    internal static Layer Between(Tree before, Tree after, string name)
    {
        after = after.WithNames(before.Root.Entries.Names);
        var writer = new LayerDifference(new TreeDifference(before, after));
        DirectoryNode root = writer.Edited(before.Root, after.Root)
            ?? new PlainDirectory(after.Root.Ino, after.Root.Metadata, EntryMap.Empty, implied: true);
        return new Layer(name, root, Fingerprints.Add((ulong)after.Root.Ino, (ulong)root.Entries.Count));
    }

    /// <summary>A tree as a layer: itself, but for shared inodes, which the layer gets its own of. O(hard-linked names).</summary>
    internal static Layer FromTree(Tree tree, string name, ulong fingerprint)
    {
        tree = tree.WithNames(NameComparison.Ordinal);
        if (!tree.Root.HasLinks) return new Layer(name, tree.Root.Settled(), fingerprint);
        var writer = new LayerDifference(new TreeDifference(new Tree(new PlainDirectory(0, Metadata.DefaultDirectory, EntryMap.Empty)), tree));
        return new Layer(name, writer.Whole(tree.Root, opaque: false), fingerprint);
    }

    /// <summary>A directory that is in both trees; null when nothing in or about it differs.</summary>
    private PlainDirectory? Edited(DirectoryNode before, DirectoryNode after)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var entries = new List<Entry>();
        HashSet<string>? rewritten = null;
        foreach (EntryDifference.Pair pair in _difference.Pairs(before, after))
        {
            if (_difference.IsRewritten(before.Entries, after.Entries, pair.Name))
            {
                if ((rewritten ??= new(StringComparer.Ordinal)).Add(NameFolding.KeyOf(after.Entries.Names, pair.Name))) Rewrite(before.Entries, after.Entries, pair.Name, entries);
            }
            else if (Written(pair.Before, pair.After) is { } node)
            {
                entries.Add(new Entry(pair.Name, node));
            }
        }
        bool keepsMetadata = NodeComparison.CompareMetadata(before.Metadata, after.Metadata) == ChangedParts.None;
        if (entries.Count == 0 && keepsMetadata) return null;
        return new PlainDirectory(after.Ino, after.Metadata, EntryMap.Build([.. entries]), implied: keepsMetadata);
    }

    /// <summary>Writes down all entries that are alike: what any layer has of a name hides the others below.</summary>
    private void Rewrite(EntryMap before, EntryMap after, string name, List<Entry> entries)
    {
        foreach (Entry entry in before.Alike(name))
            if (after.FindExact(entry.Name) is null) entries.Add(new Entry(entry.Name, WhiteoutNode.Instance));
        foreach (Entry entry in after.Alike(name)) entries.Add(new Entry(entry.Name, Written(null, entry.Node)!));
    }

    private Node? Written(Node? before, Node? after)
    {
        if (after is null) return WhiteoutNode.Instance;
        if (after is DirectoryNode directory)
            return _difference.IsSameDirectory(before, directory) ? Edited((DirectoryNode)before!, directory) : AsOrdinal(Whole(directory, opaque: true), directory.Entries.Names);
        return _difference.MustWrite(before, after) ? WrittenNode(after) : null;
    }

    private DirectoryNode Whole(DirectoryNode directory, bool opaque) => !directory.HasLinks && directory.Charge != default
        ? new SettledDirectory(directory, opaque)
        : new PlainDirectory(directory.Ino, directory.Metadata, WholeEntries(directory), opaque);

    private static DirectoryNode AsOrdinal(DirectoryNode directory, NameComparison names) =>
        names == NameComparison.Ordinal ? directory : RefoldedDirectory.Of(directory, NameComparison.Ordinal);

    /// <summary>Everything below a new directory; shared as it is where no inode is shared.</summary>
    private EntryMap WholeEntries(DirectoryNode directory)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!directory.HasLinks) return directory.Entries;
        Entry[] entries = directory.Entries.Unordered();
        for (int i = 0; i < entries.Length; i++)
        {
            Node node = entries[i].Node;
            entries[i] = entries[i] with { Node = node is DirectoryNode { HasLinks: true } child ? Whole(child, opaque: false) : WrittenNode(node) };
        }
        return EntryMap.Build(entries, directory.Entries.Names);
    }

    /// <summary>A node for the layer: what it is now; one with several names is shared inside the layer.</summary>
    private Node WrittenNode(Node entry)
    {
        if (entry is not SharedInode shared) return entry.Settled();
        Node node = _difference.After(shared).Settled();
        int names = _difference.GroupsAfter.CountOf(shared);
        if (names == 1) return node;
        if (!_written.TryGetValue(shared, out SharedInode? written)) _written.Add(shared, written = new SharedInode(node, names));
        return written;
    }
}
