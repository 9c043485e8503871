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
    public LayerEntry? Find(string path)
    {
        Node? node = Root;
        foreach (string name in LayerPath.Split(path)) node = (node as DirectoryNode)?.Entries.Find(name);
        return node is null ? null : new LayerEntry(path, node, null);
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
