using System.Collections.Immutable;
using UnionFs.Layers;
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

    private static readonly ImmutableDictionary<SharedInode, InodeState> NoInodes =
        ImmutableDictionary.Create<SharedInode, InodeState>(ReferenceEqualityComparer.Instance);

    private readonly Charge _inodeCharge;
    private readonly Charge _namelessCharge;

    internal Tree(DirectoryNode root) : this(root, NoInodes, NoPlaces, default, default) { }

    private Tree(
        DirectoryNode root, ImmutableDictionary<SharedInode, InodeState> inodes, ImmutableDictionary<object, string[]> places,
        Charge inodeCharge, Charge namelessCharge)
    {
        Root = root;
        Inodes = inodes;
        Places = places;
        _inodeCharge = inodeCharge;
        _namelessCharge = namelessCharge;
    }

    internal DirectoryNode Root { get; }

    internal ImmutableDictionary<SharedInode, InodeState> Inodes { get; }

    /// <summary>The names that lead to each open directory. Published with the tree, so that a reader finds the directory of the same moment.</summary>
    internal ImmutableDictionary<object, string[]> Places { get; }

    /// <summary>What all this counts against the limits, open files without a name included. O(1).</summary>
    internal Charge Charge => Root.Charge + _inodeCharge + _namelessCharge;

    /// <summary>This tree as another comparison of names sees it.</summary>
    internal Tree WithNames(NameComparison names) => Root.Entries.Names == names ? this : With(RefoldedDirectory.Of(Root, names));

    internal Tree With(DirectoryNode root) => new(root, Inodes, Places, _inodeCharge, _namelessCharge);

    internal Tree WithState(SharedInode shared, InodeState state) =>
        new(Root, Inodes.SetItem(shared, state), Places, _inodeCharge - ChargeOf(shared) + state.Node.Charge, _namelessCharge);

    internal Tree WithoutState(SharedInode shared) =>
        new(Root, Inodes.Remove(shared), Places, _inodeCharge - ChargeOf(shared), _namelessCharge);

    internal Tree WithPlace(object open, string[] path) => new(Root, Inodes, Places.SetItem(open, path), _inodeCharge, _namelessCharge);

    internal Tree WithoutPlace(object open) => new(Root, Inodes, Places.Remove(open), _inodeCharge, _namelessCharge);

    /// <summary>An open inode without a name counts for so much more.</summary>
    internal Tree WithNameless(Charge added) => added == default ? this : new(Root, Inodes, Places, _inodeCharge, _namelessCharge + added);

    /// <summary>The tree for a host that none of the handles belongs to.</summary>
    internal Tree WithoutNameless() => WithNameless(default(Charge) - _namelessCharge);

    private Charge ChargeOf(SharedInode shared) => Inodes.TryGetValue(shared, out InodeState state) ? state.Node.Charge : default;

    /// <summary>What an entry's node is in this tree.</summary>
    internal Node Resolve(Node entry) => entry is SharedInode shared ? StateOf(shared).Node : entry;

    internal InodeState StateOf(SharedInode shared) =>
        Inodes.TryGetValue(shared, out InodeState state) ? state : new InodeState(shared.Initial, shared.Links);

    /// <summary>st_nlink of an entry's node.</summary>
    internal int LinksOf(Node entry) => entry switch
    {
        // First what is asked for most, and told by one comparison.
        FileNode => 1,
        SharedInode shared => StateOf(shared).Links,
        DirectoryNode directory => directory.LinkCount,
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
