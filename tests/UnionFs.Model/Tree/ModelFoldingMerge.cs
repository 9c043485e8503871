namespace UnionFs.Model;

/// <summary>
/// The union where case is ignored, as defined. In one layer, directories whose names are alike are one: it is called as the first that the
/// layer states, or else the first. Then name by name: a whiteout removes all that are alike below; what is no directory takes the place of all that
/// are alike, and those of one layer stay side by side; a directory merges with the directory that is alike, and gives it its name unless it is implied.
/// </summary>
internal sealed class ModelFoldingMerge(ModelLayer layer, ModelContext context)
{
    private readonly Dictionary<ModelLayerNode, ModelInode> _groups = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<string, string> _children = layer.Nodes.Keys.Where(path => path != "/").ToLookup(ModelLayer.ParentOf);
    private readonly Dictionary<ModelLayerNode, int> _names = layer.Nodes.Values.GroupBy(node => node, ReferenceEqualityComparer.Instance)
        .ToDictionary(group => (ModelLayerNode)group.Key!, group => group.Count());

    internal void Apply(ModelInode root)
    {
        ModelLayerNode top = layer.Nodes["/"];
        if (top.IsOpaque) root.Children.Clear();
        if (top.IsOpaque || !top.IsImplied) root.Describe(top.Metadata);
        Apply(["/"], root);
    }

    /// <summary>Lays what is in some directories of the layer, which are one, over a directory.</summary>
    private void Apply(string[] directories, ModelInode target)
    {
        var paths = directories.SelectMany(directory => _children[directory]).OrderBy(NameOf, StringComparer.Ordinal).ToList();
        foreach (IGrouping<string, string> alike in paths.GroupBy(path => ModelNames.Fold(NameOf(path))).ToList()) ApplyAlike([.. alike], target);
    }

    private void ApplyAlike(string[] paths, ModelInode target)
    {
        string key = ModelNames.Fold(NameOf(paths[0]));
        List<KeyValuePair<string, ModelInode>> below = [.. target.Children.Where(child => ModelNames.Fold(child.Key) == key)];
        foreach ((string name, _) in below) target.Children.Remove(name);
        bool hasWhiteout = paths.Any(path => layer.Nodes[path].Kind == NodeKind.Whiteout);
        if (hasWhiteout) below = [];

        string[] directories = [.. paths.Where(path => layer.Nodes[path].Kind == NodeKind.Directory)];
        string? stated = directories.FirstOrDefault(path => !layer.Nodes[path].IsImplied) ?? directories.FirstOrDefault();
        var others = new Dictionary<string, ModelLayerNode>(StringComparer.Ordinal);
        foreach (string path in paths)
            if (layer.Nodes[path].Kind is not (NodeKind.Directory or NodeKind.Whiteout) && (stated is null || NameOf(path) != NameOf(stated))) others.TryAdd(NameOf(path), layer.Nodes[path]);
        foreach ((string name, ModelLayerNode node) in others) target.Children.Add(name, Inode(node));
        if (others.Count > 1) context.Coverage.Hit("folding: several files alike");
        if (below.Count > 1) context.Coverage.Hit("folding: several hidden alike");
        if (others.Count > 0 && below.Count > 0 && !others.ContainsKey(below[0].Key)) context.Coverage.Hit("folding: hides another spelling");
        if (hasWhiteout && paths.Length > 1) context.Coverage.Hit("folding: whiteout beside something alike");
        if (stated is null) return;

        if (directories.Length > 1) context.Coverage.Hit("folding: directories united");
        if (others.Count > 0) context.Coverage.Hit("folding: directory beside a file alike");
        bool isOpaque = hasWhiteout || directories.Any(path => layer.Nodes[path].IsOpaque);
        bool isImplied = others.Count == 0 && directories.All(path => layer.Nodes[path].IsImplied);
        (string? oldName, ModelInode? inode) = below.FirstOrDefault(child => child.Value.IsDirectory);
        string newName = NameOf(stated);
        if (inode is null || isOpaque)
        {
            inode = Inode(layer.Nodes[stated]);
            inode.Parent = target;
        }
        else if (isImplied)
        {
            if (oldName != newName) context.Coverage.Hit("folding: keeps the lower spelling");
            newName = oldName!;
        }
        else
        {
            if (oldName != newName) context.Coverage.Hit("folding: takes the upper spelling");
            inode.Describe(layer.Nodes[stated].Metadata);
        }
        target.Children.Add(newName, inode);
        Apply(directories, inode);
    }

    private ModelInode Inode(ModelLayerNode node)
    {
        if (_groups.TryGetValue(node, out ModelInode? known)) return known;
        var inode = new ModelInode(node.Kind, context.NextId())
        {
            Content = node.Content, Target = node.Target, Device = node.Device, IsFromLayer = true,
            // Also those that nothing shows.
            Names = _names[node],
        };
        inode.Describe(node.Metadata);
        _groups.Add(node, inode);
        return inode;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
