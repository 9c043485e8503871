namespace UnionFs.Model;

/// <summary>
/// The union, as defined: start from an empty root and apply each layer from the bottom up. A whiteout removes the name; anything
/// that is no directory takes the name's place; a directory merges with a directory, unless it is opaque, and then states the
/// attributes, unless it is only implied.
/// </summary>
public static class ModelMerge
{
    public static ModelInode Merge(IEnumerable<ModelLayer> bottomUp, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(bottomUp);
        ArgumentNullException.ThrowIfNull(context);
        var root = new ModelInode(NodeKind.Directory, context.NextId()) { IsFromLayer = true };
        root.Describe(Metadata.DefaultDirectory);
        bool isLowest = true;
        foreach (ModelLayer layer in bottomUp)
        {
            // The lowest layer's root is the root, implied or not: nothing below has one.
            if (isLowest) root.Describe(layer.Nodes["/"].Metadata);
            isLowest = false;
            if (context.IgnoreCase) new ModelFoldingMerge(layer, context).Apply(root);
            else Apply(layer, root, context);
        }
        return root;
    }

    private static void Apply(ModelLayer layer, ModelInode root, ModelContext context)
    {
        var groups = new Dictionary<ModelLayerNode, ModelInode>(ReferenceEqualityComparer.Instance);
        foreach ((string path, ModelLayerNode node) in layer.Nodes)
        {
            if (path == "/")
            {
                if (node.IsOpaque) root.Children.Clear();
                if (node.IsOpaque || !node.IsImplied) root.Describe(node.Metadata);
                if (node.IsOpaque) context.Coverage.Hit("merge: opaque root");
                continue;
            }
            ModelInode parent = Find(root, ModelLayer.ParentOf(path));
            string name = path[(path.LastIndexOf('/') + 1)..];
            ModelInode? there = parent.Children.GetValueOrDefault(name);
            if (node.Kind == NodeKind.Whiteout)
            {
                if (parent.Children.Remove(name)) context.Coverage.Hit("merge: whiteout hides something");
                else context.Coverage.Hit("merge: whiteout over nothing");
            }
            else if (node.Kind != NodeKind.Directory)
            {
                if (there is { IsDirectory: true }) context.Coverage.Hit("merge: non-directory over a directory");
                parent.Children[name] = Inode(node, groups, context);
            }
            else if (there is { IsDirectory: true } && !node.IsOpaque)
            {
                context.Coverage.Hit(node.IsImplied ? "merge: implied over a directory" : "merge: directory over a directory");
                if (!node.IsImplied) there.Describe(node.Metadata);
            }
            else
            {
                if (there is { IsDirectory: true }) context.Coverage.Hit("merge: opaque over a directory");
                else if (there is not null) context.Coverage.Hit("merge: directory over a non-directory");
                ModelInode made = Inode(node, groups, context);
                made.Parent = parent;
                parent.Children[name] = made;
            }
        }
    }

    private static ModelInode Inode(ModelLayerNode node, Dictionary<ModelLayerNode, ModelInode> groups, ModelContext context)
    {
        if (groups.TryGetValue(node, out ModelInode? known))
        {
            known.Names++;
            context.Coverage.Hit("merge: hard link");
            return known;
        }
        var inode = new ModelInode(node.Kind, context.NextId()) { Content = node.Content, Target = node.Target, Device = node.Device, IsFromLayer = true };
        inode.Describe(node.Metadata);
        groups.Add(node, inode);
        return inode;
    }

    private static ModelInode Find(ModelInode root, string path)
    {
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) root = root.Children[name];
        return root;
    }
}
