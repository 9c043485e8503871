using System.Collections.Immutable;
using UnionFs.Nodes;

namespace UnionFs.Trees;

/// <summary>
/// One state of a file system: the root, and what its shared inodes are now. Immutable; a snapshot is a reference to one,
/// and publishing a change is one store of the next.
/// </summary>
internal sealed class Tree(DirectoryNode root, ImmutableDictionary<SharedInode, InodeState> inodes)
{
    internal static readonly ImmutableDictionary<SharedInode, InodeState> NoInodes =
        ImmutableDictionary.Create<SharedInode, InodeState>(ReferenceEqualityComparer.Instance);

    internal Tree(DirectoryNode root) : this(root, NoInodes) { }

    internal DirectoryNode Root => root;

    internal ImmutableDictionary<SharedInode, InodeState> Inodes => inodes;

    /// <summary>What an entry's node is in this tree.</summary>
    internal Node Resolve(Node entry) => entry is SharedInode shared ? StateOf(shared).Node : entry;

    internal InodeState StateOf(SharedInode shared) =>
        inodes.TryGetValue(shared, out InodeState state) ? state : new InodeState(shared.Initial, shared.Links);

    /// <summary>st_nlink of an entry's node.</summary>
    internal int LinksOf(Node entry) => entry switch
    {
        DirectoryNode directory => directory.LinkCount,
        SharedInode shared => StateOf(shared).Links,
        _ => 1,
    };

    /// <summary>The entry's node at a path of plain names (nothing is followed), or null.</summary>
    internal Node? Find(ReadOnlySpan<string> names)
    {
        Node? node = root;
        foreach (string name in names) node = (node as DirectoryNode)?.Entries.Find(name);
        return node;
    }
}

/// <summary>What a shared inode is in one tree.</summary>
/// <param name="Node">Its metadata and content.</param>
/// <param name="Links">How many names it has: what its layer counted, with every name since made or removed.</param>
internal readonly record struct InodeState(Node Node, int Links);
