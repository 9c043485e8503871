using UnionFs.Face;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs;

/// <summary>What one layer has at a path.</summary>
public enum ProvenanceRole
{
    /// <summary>It is what the file system shows.</summary>
    Provides,
    /// <summary>A lower directory whose entries are merged in.</summary>
    Merged,
    /// <summary>Something above hides it.</summary>
    Hidden,
    /// <summary>It says that nothing is here.</summary>
    Whiteout,
}

/// <summary>What one layer, or the changes above all layers, has at a path.</summary>
public sealed class ProvenanceEntry
{
    private readonly Node _node;

    internal ProvenanceEntry(Layer? layer, int index, ProvenanceRole role, Node node)
    {
        Layer = layer;
        LayerIndex = index;
        Role = role;
        _node = (node as SharedInode)?.Initial ?? node;
    }

    internal ProvenanceEntry As(ProvenanceRole role) => new(Layer, LayerIndex, role, _node);

    /// <summary>The layer; null for the changes that are not committed yet.</summary>
    public Layer? Layer { get; }

    /// <summary>The layer's index in the stack, counted from the top; -1 for the changes.</summary>
    public int LayerIndex { get; }

    /// <summary>What that means for the path.</summary>
    public ProvenanceRole Role { get; }

    /// <summary>What it is.</summary>
    public NodeKind Kind => _node.Kind;

    /// <summary>The inode number it has in that layer.</summary>
    public long Inode => _node.Ino;

    /// <summary>The number of a device; 0:0 for all else.</summary>
    public DeviceNumber Device => (_node as SpecialNode)?.Device ?? default;

    /// <summary>Mode, owner, times and extended attributes.</summary>
    public Metadata Metadata => _node.Metadata;

    /// <summary>The bytes of a file, also of one that is hidden; empty for all else.</summary>
    public Content Content => (_node as FileNode)?.Content ?? Content.Empty;

    /// <summary>The target of a symbolic link; null for all else.</summary>
    public string? LinkTarget => (_node as SymlinkNode)?.Target;

    /// <summary>Whether it is a directory that does not merge with directories below.</summary>
    public bool IsOpaque => _node is DirectoryNode { Opaque: true };
}

/// <summary>
/// Where a path comes from: the uncommitted changes and every layer that have something there, from the top down, also what is
/// hidden. O(layers x depth).
/// </summary>
public sealed class Provenance
{
    private Provenance(string path, IReadOnlyList<ProvenanceEntry> entries)
    {
        Path = path;
        Entries = entries;
    }

    /// <summary>The path with its parents' links resolved.</summary>
    public string Path { get; }

    /// <summary>From the top down.</summary>
    public IReadOnlyList<ProvenanceEntry> Entries { get; }

    /// <summary>The one that provides what is shown; null where nothing is.</summary>
    public ProvenanceEntry? Winner => Entries.FirstOrDefault(entry => entry.Role == ProvenanceRole.Provides);

    internal static Provenance Find(Snapshot snapshot, string path)
    {
        var walk = new PathWalk(snapshot.Frozen);
        FsError error = walk.Resolve(path, LastLink.Keep);
        // What lies in a directory that is gone is still there in the layers, under its plain path.
        bool isGone = error is FsError.ENOENT or FsError.ENOTDIR;
        if (!isGone) error.ThrowIfError(path);
        string[] names = isGone ? NetPath.Full(path, "/").Split('/', StringSplitOptions.RemoveEmptyEntries) : walk.EntryNames();
        var entries = new List<ProvenanceEntry>();
        var sight = Sight.Open;

        AddChanges(snapshot, names, isGone ? null : walk.Entry, entries, ref sight);
        int index = 0;
        foreach (Layer layer in snapshot.Layers)
        {
            AddLayer(layer, layer.RootFor(snapshot.Layers.Names), index, names, entries, ref sight);
            index++;
        }
        // An implied directory gives way to any stated one below it; where there is none, it is the one.
        if (!entries.Exists(entry => entry.Role == ProvenanceRole.Provides))
        {
            int implied = entries.FindIndex(entry => entry.Role == ProvenanceRole.Merged);
            if (implied >= 0) entries[implied] = entries[implied].As(ProvenanceRole.Provides);
        }
        return new Provenance("/" + string.Join('/', names), entries);
    }

    /// <summary>Whether what comes next is still looked at, looked at for a directory that is stated, merged into a directory that was found, or hidden.</summary>
    private enum Sight { Open, Implied, Merging, Closed }

    private static void AddChanges(Snapshot snapshot, string[] names, Node? shown, List<ProvenanceEntry> entries, ref Sight sight)
    {
        Node? below = snapshot.View.Base.Find(names);
        Node? now = shown is null ? null : snapshot.Frozen.Resolve(shown);
        if (now is null)
        {
            if (below is null) return;
            entries.Add(new ProvenanceEntry(null, -1, ProvenanceRole.Whiteout, WhiteoutNode.Instance));
            sight = Sight.Closed;
            return;
        }
        if (below is not null && ReferenceEquals(snapshot.View.Base.Resolve(below), now)) return;
        // A directory changes its object with anything below it; it is in the changes if it came new or says something new itself.
        bool isEdited = now is DirectoryNode && below is DirectoryNode && below.Ino == now.Ino;
        if (isEdited && Diffing.NodeComparison.CompareMetadata(below!.Metadata, now.Metadata) == ChangedParts.None) return;
        entries.Add(new ProvenanceEntry(null, -1, ProvenanceRole.Provides, now));
        sight = isEdited ? Sight.Merging : Sight.Closed;
    }

    private static void AddLayer(Layer layer, DirectoryNode root, int index, string[] names, List<ProvenanceEntry> entries, ref Sight sight)
    {
        Node? node = root;
        bool closesBelow = root.Opaque;
        for (int i = 0; i < names.Length; i++)
        {
            node = ((DirectoryNode)node).Entries.Find(names[i]);
            if (node is null || i == names.Length - 1) break;
            if (node is not DirectoryNode directory)
            {
                // A whiteout or a file on the way: nothing here, and nothing below counts.
                sight = Sight.Closed;
                return;
            }
            closesBelow |= directory.Opaque;
        }

        if (node is not null)
        {
            bool givesWay = sight is Sight.Open or Sight.Implied && node is DirectoryNode { Implied: true };
            entries.Add(new ProvenanceEntry(layer, index, givesWay ? ProvenanceRole.Merged : RoleOf(node, sight), node));
            if (givesWay) sight = Sight.Implied;
            else if (sight != Sight.Closed) sight = node is DirectoryNode { Opaque: false } ? Sight.Merging : Sight.Closed;
        }
        if (closesBelow) sight = Sight.Closed;
    }

    private static ProvenanceRole RoleOf(Node node, Sight sight) => sight switch
    {
        Sight.Closed => node is WhiteoutNode ? ProvenanceRole.Whiteout : ProvenanceRole.Hidden,
        Sight.Merging when node is DirectoryNode => ProvenanceRole.Merged,
        // Under an implied directory, too, what is no directory is hidden.
        Sight.Merging or Sight.Implied when node is not DirectoryNode => node is WhiteoutNode ? ProvenanceRole.Whiteout : ProvenanceRole.Hidden,
        _ => node is WhiteoutNode ? ProvenanceRole.Whiteout : ProvenanceRole.Provides,
    };
}
