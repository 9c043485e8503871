using UnionFs.Nodes;
using UnionFs.Paths;

namespace UnionFs;

public sealed partial class Layer
{
    /// <summary>
    /// What the layer holds at a path of plain names, as it is written down: a whiteout is an entry. Null where it says nothing, which in an
    /// opaque directory means that nothing is there. Visits the nodes on the way.
    /// </summary>
    /// <exception cref="ArgumentException">The path is not normalised, or has a name that cannot be.</exception>
    public LayerEntry? Find(string path) => FindNode(path, NameComparison.Ordinal) is { } node ? new LayerEntry(path, node, null) : null;

    /// <summary>
    /// What the layer has in the directory at <paramref name="path"/> as it is written down, whiteouts and flags included, in ordinal order of names;
    /// nothing where there is no directory. Where <paramref name="names"/> ignores case any spelling leads there, and directories that are alike are united.
    /// </summary>
    /// <exception cref="ArgumentException">The path is not a normalised path of valid names.</exception>
    public IEnumerable<LayerEntry> List(string path, NameComparison names = NameComparison.Ordinal)
    {
        if (FindNode(path, names) is not DirectoryNode directory) return [];
        string prefix = path.EndsWith('/') ? path : path + "/";
        return directory.Entries.Ordered.Select(entry => new LayerEntry(prefix + entry.Name, entry.Node, null));
    }

    private Node? FindNode(string path, NameComparison names)
    {
        Node? node = RootFor(names);
        foreach (string name in LayerPath.Split(path)) node = (node as DirectoryNode)?.Entries.Find(name);
        return node;
    }

    /// <summary>
    /// Everything the layer holds as it is written down, whiteouts and flags included: parents first, names in ordinal order.
    /// The root comes first, as `/`. Visits nodes as the caller goes on.
    /// </summary>
    public IEnumerable<LayerEntry> Entries()
    {
        var firstNames = new Dictionary<SharedInode, string>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(string Path, Node Node)>();
        open.Push(("/", Root));
        while (open.TryPop(out (string Path, Node Node) next))
        {
            string? firstName = null;
            if (next.Node is SharedInode shared && !firstNames.TryAdd(shared, next.Path)) firstName = firstNames[shared];
            yield return new LayerEntry(next.Path, next.Node, firstName);
            if (next.Node is not DirectoryNode directory) continue;
            Entry[] entries = directory.Entries.Ordered;
            string prefix = next.Path == "/" ? "/" : next.Path + "/";
            for (int i = entries.Length - 1; i >= 0; i--) open.Push((prefix + entries[i].Name, entries[i].Node));
        }
    }
}
