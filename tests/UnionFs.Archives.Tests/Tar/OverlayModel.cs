namespace UnionFs.Archives.Tests.Tar;

/// <summary>
/// A layer as Docker and buildah put it on an overlayfs, by what OCI.md measured: entries are applied in order to an empty directory, a
/// whiteout is a device that a directory may replace (and then merges), parents without an entry are 0755, an opaque mark at the root is
/// nothing, and what they reject is rejected. So an archive that gives the same tree here and in this project's reader is read alike.
/// </summary>
internal sealed class OverlayModel
{
    private readonly List<Node> _layers = [];

    public OverlayModel Apply(byte[] tar)
    {
        var root = new Node();
        var index = TarIndex.Read(Content.FromOwned(tar), "model");
        foreach (TarEntry entry in index.Entries)
        {
            string[] names = entry.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (names is ["."])
            {
                root.Line = Line(entry, index);
                continue;
            }
            Node parent = Find(root, names[..^1]) ?? throw new InvalidOperationException($"{entry.Name}: its parent has no entry");
            if (parent.Kind != 'd') throw new InvalidOperationException($"{entry.Name}: not a directory");
            string name = names[^1];
            if (name == ".wh..wh..opq")
            {
                if (parent == root) throw new InvalidOperationException("an opaque mark at the root is ignored");
                parent.Opaque = true;
            }
            else if (name.StartsWith(".wh.", StringComparison.Ordinal))
            {
                if (Merged([.. names[..^1], name[4..]]) is null) throw new InvalidOperationException($"{entry.Name}: a whiteout of nothing is a ghost");
                if (!parent.Children.TryAdd(name[4..], new Node { Kind = 'w' })) throw new InvalidOperationException($"{entry.Name}: file exists");
            }
            else
            {
                Node node = entry.Kind == TarEntryKind.HardLink
                    ? Find(root, entry.LinkName.Split('/')) is { Kind: 'f' } target ? target : throw new InvalidOperationException($"{entry.Name}: no such file {entry.LinkName}")
                    : new Node { Kind = entry.Kind == TarEntryKind.Directory ? 'd' : 'f', Line = Line(entry, index) };
                if (parent.Children.TryGetValue(name, out Node? there) && there.Kind != 'w') throw new InvalidOperationException($"{entry.Name}: duplicate");
                parent.Children[name] = node;
            }
        }
        _layers.Add(root);
        return this;
    }

    /// <summary>A line an entry but for the root; then the groups.</summary>
    public string[] Describe()
    {
        var lines = new List<(string Path, string Line)>();
        var groups = new Dictionary<Node, List<string>>(ReferenceEqualityComparer.Instance);
        void Visit(string[] way)
        {
            foreach (string name in Names(way).Order(StringComparer.Ordinal))
            {
                string[] path = [.. way, name];
                if (Merged(path) is not { } node) continue;
                string text = "/" + string.Join('/', path);
                lines.Add((text, text + node.Line));
                if (node.Kind == 'f')
                {
                    if (!groups.TryGetValue(node, out List<string>? group)) groups.Add(node, group = []);
                    group.Add(text);
                }
                else Visit(path);
            }
        }
        Visit([]);
        return [.. lines.Select(l => l.Line), .. groups.Values.Where(g => g.Count > 1).Select(g => string.Join(" = ", g)).Order(StringComparer.Ordinal)];
    }

    private static string Line(TarEntry e, TarIndex index) =>
        $" {(e.Kind == TarEntryKind.File ? NodeKind.File : Enum.Parse<NodeKind>(e.Kind.ToString()))} {Convert.ToString(e.Mode, 8)} {e.Uid}:{e.Gid} {e.ModifyTime} {(e.Kind == TarEntryKind.Symlink ? e.LinkName : "")} {e.Device} "
        + $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(index.Open(e).Bytes()))} {string.Join(' ', e.Xattrs.Select(x => x.Key + "=" + Convert.ToHexString(x.Value.Span)))}";

    private static Node? Find(Node root, string[] names)
    {
        Node? node = root;
        foreach (string name in names) node = node?.Children.GetValueOrDefault(name);
        return node;
    }

    /// <summary>The layers' directories at a path that merge, top first; what is no directory ends the search.</summary>
    private List<Node> Stack(string[] names)
    {
        List<Node> nodes = [.. Enumerable.Reverse(_layers)];
        foreach (string name in names)
        {
            var next = new List<Node>();
            foreach (Node parent in nodes)
            {
                if (parent.Children.TryGetValue(name, out Node? child))
                {
                    if (child.Kind == 'w' || child.Kind == 'f' && next.Count > 0) break;
                    next.Add(child);
                    if (child.Kind == 'f' || child.Opaque) break;
                }
            }
            nodes = next;
        }
        return nodes;
    }

    private Node? Merged(string[] names) => Stack(names).FirstOrDefault();

    private HashSet<string> Names(string[] way) => [.. Stack(way).SelectMany(node => node.Children.Keys)];

    private sealed class Node
    {
        public char Kind { get; init; } = 'd';

        public string Line { get; set; } = "";

        public bool Opaque { get; set; }

        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);
    }
}
