namespace UnionFs.Model;

/// <summary>A layer as the definition has it: paths and what is there. Several paths with one node object are a hard link.</summary>
public sealed class ModelLayer
{
    /// <summary>Ordinal order puts every directory before what is in it.</summary>
    public SortedDictionary<string, ModelLayerNode> Nodes { get; } = new(StringComparer.Ordinal)
    {
        ["/"] = new ModelLayerNode(NodeKind.Directory, Metadata.DefaultDirectory) { IsImplied = true },
    };

    /// <summary>A layer of the engine, read through its public listing.</summary>
    public static ModelLayer Read(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var model = new ModelLayer();
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.HardLinkOf is { } first)
            {
                model.Nodes[entry.Path] = model.Nodes[first];
                continue;
            }
            model.Nodes[entry.Path] = new ModelLayerNode(entry.Kind, entry.Kind == NodeKind.Whiteout ? Metadata.DefaultFile : entry.Metadata)
            {
                Content = ReadAll(entry.Content), Target = entry.LinkTarget ?? "", Device = entry.Device,
                IsOpaque = entry.IsOpaque, IsImplied = entry.IsImplied,
            };
        }
        return model;
    }

    /// <summary>Adds what a plan asks for; false, and nothing done, where the name is taken or a parent is no directory.</summary>
    public bool TryAdd(LayerItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        string path = "/" + string.Join('/', item.Path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        ModelLayerNode? source = null;
        if (item.Kind == LayerItemKind.HardLink)
        {
            source = Nodes.GetValueOrDefault(item.Text);
            if (source is null or { Kind: NodeKind.Directory or NodeKind.Whiteout }) return false;
        }
        for (string parent = ParentOf(path); parent != "/"; parent = ParentOf(parent))
            if (Nodes.TryGetValue(parent, out ModelLayerNode? above) && above.Kind != NodeKind.Directory) return false;
        if (Nodes.TryGetValue(path, out ModelLayerNode? there))
        {
            if (item.Kind != LayerItemKind.Directory || there.Kind != NodeKind.Directory) return false;
            there.Metadata = item.Metadata;
            there.IsImplied = false;
            there.IsOpaque |= item.IsOpaque;
            return true;
        }
        for (string parent = ParentOf(path); parent != "/"; parent = ParentOf(parent))
            Nodes.TryAdd(parent, new ModelLayerNode(NodeKind.Directory, Metadata.DefaultDirectory) { IsImplied = true });
        Nodes.Add(path, source ?? item.ToNode());
        return true;
    }

    internal static string ParentOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "/";

    private static byte[] ReadAll(Content content)
    {
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }
}

/// <summary>What a layer has at a path.</summary>
public sealed class ModelLayerNode(NodeKind kind, Metadata metadata)
{
    public NodeKind Kind { get; } = kind;

    public Metadata Metadata { get; set; } = metadata;

    public byte[] Content { get; init; } = [];

    public string Target { get; init; } = "";

    public DeviceNumber Device { get; init; }

    public bool IsOpaque { get; set; }

    public bool IsImplied { get; set; }
}
