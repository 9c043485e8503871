using System.Collections.Immutable;
using UnionFs.Nodes;

namespace UnionFs.Trees;

/// <summary>
/// One state of a file system: the root, what its shared inodes are now, and where open directories are. Immutable; a snapshot is a reference to one,
/// and publishing a change is one store of the next.
/// </summary>
internal sealed class Tree
{
    private static readonly ImmutableDictionary<object, string[]> NoPlaces =
        ImmutableDictionary.Create<object, string[]>(ReferenceEqualityComparer.Instance);

    internal static readonly ImmutableDictionary<SharedInode, InodeState> NoInodes =
        ImmutableDictionary.Create<SharedInode, InodeState>(ReferenceEqualityComparer.Instance);

    internal Tree(DirectoryNode root) : this(root, NoInodes, NoPlaces) { }

    private Tree(DirectoryNode root, ImmutableDictionary<SharedInode, InodeState> inodes, ImmutableDictionary<object, string[]> places)
    {
        Root = root;
        Inodes = inodes;
        Places = places;
    }

    internal DirectoryNode Root { get; }

    internal ImmutableDictionary<SharedInode, InodeState> Inodes { get; }

    /// <summary>The names that lead to each open directory. Published with the tree, so that a reader finds the directory of the same moment.</summary>
    internal ImmutableDictionary<object, string[]> Places { get; }

    internal Tree With(DirectoryNode root) => new(root, Inodes, Places);

    internal Tree With(ImmutableDictionary<SharedInode, InodeState> inodes) => new(Root, inodes, Places);

    internal Tree WithPlace(object open, string[] path) => new(Root, Inodes, Places.SetItem(open, path));

    internal Tree WithoutPlace(object open) => new(Root, Inodes, Places.Remove(open));

    /// <summary>What an entry's node is in this tree.</summary>
    internal Node Resolve(Node entry) => entry is SharedInode shared ? StateOf(shared).Node : entry;

    internal InodeState StateOf(SharedInode shared) =>
        Inodes.TryGetValue(shared, out InodeState state) ? state : new InodeState(shared.Initial, shared.Links);

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
        Node? node = Root;
        foreach (string name in names) node = (node as DirectoryNode)?.Entries.Find(name);
        return node;
    }
}

/// <summary>What a shared inode is in one tree.</summary>
/// <param name="Node">Its metadata and content.</param>
/// <param name="Links">How many names it has: what its layer counted, with every name since made or removed.</param>
internal readonly record struct InodeState(Node Node, int Links);
