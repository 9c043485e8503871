namespace UnionFs.KernelOracle.Layers;

/// <summary>Takes layers that many scripts share apart: the directory of each script becomes a layer of its own.</summary>
internal static class LayerSplitter
{
    /// <param name="stack">Layers whose root holds directories alone.</param>
    /// <param name="breaksLinks">Whether each name of a hard-linked file becomes a file of its own.</param>
    /// <returns>A stack for each name in the roots.</returns>
    internal static Dictionary<string, LayerStack> Split(LayerStack stack, bool breaksLinks)
    {
        var stacks = new Dictionary<string, LayerStack>(StringComparer.Ordinal);
        foreach (Layer layer in stack.Reverse())
            foreach ((string name, LayerBuilder builder) in Split(layer, breaksLinks))
                stacks[name] = stacks.GetValueOrDefault(name, LayerStack.Empty).Push(builder.Build());
        return stacks;
    }

    private static Dictionary<string, LayerBuilder> Split(Layer layer, bool breaksLinks)
    {
        var builders = new Dictionary<string, LayerBuilder>(StringComparer.Ordinal);
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.Path == "/") continue;
            int slash = entry.Path.IndexOf('/', 1);
            string name = slash < 0 ? entry.Path[1..] : entry.Path[1..slash];
            if (!builders.TryGetValue(name, out LayerBuilder? builder)) builders.Add(name, builder = new LayerBuilder(name));
            Add(builder, slash < 0 ? "/" : entry.Path[slash..], entry, breaksLinks ? null : entry.HardLinkOf?[slash..]);
        }
        return builders;
    }

    private static void Add(LayerBuilder builder, string path, LayerEntry entry, string? linkTo)
    {
        if (linkTo is not null) builder.AddHardLink(path, linkTo);
        else if (entry.Kind == NodeKind.Directory)
        {
            if (!entry.IsImplied) builder.AddDirectory(path, entry.Metadata, entry.IsOpaque);
        }
        else if (entry.Kind == NodeKind.File) builder.AddFile(path, entry.Content, entry.Metadata);
        else if (entry.Kind == NodeKind.Symlink) builder.AddSymlink(path, entry.LinkTarget!, entry.Metadata);
        else if (entry.Kind == NodeKind.Whiteout) builder.AddWhiteout(path);
        else builder.AddSpecial(path, entry.Kind, entry.Device, entry.Metadata);
    }
}
