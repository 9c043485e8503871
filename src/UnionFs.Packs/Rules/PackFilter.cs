namespace UnionFs.Packs.Rules;

/// <summary>A layer with only those files that a pack's globs let through. Contents are shared.</summary>
internal static class PackFilter
{
    internal static Layer Of(Layer layer, IReadOnlyList<string> include, IReadOnlyList<string> exclude, NameComparison names)
    {
        HashSet<string> kept = new(GlobTree.Of(layer, names).Match(include.Count > 0 ? include : ["**/*"], exclude, names), StringComparer.Ordinal);
        var builder = new LayerBuilder(layer.Name);
        // The first name of a hard-linked file may have gone; the next one that stays stands for it then.
        var firstNames = new Dictionary<long, string>();
        var directories = new Stack<LayerEntry>();
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.Path == "/" || entry.Kind == NodeKind.Directory)
            {
                directories.Push(entry);
                continue;
            }
            if (!kept.Contains(entry.Path)) continue;
            // A directory says what it is only if something in it stays: the builder makes all others.
            Add(builder, entry.Path, entry, firstNames, entry.Content);
        }
        foreach (LayerEntry directory in directories)
            if (!directory.IsImplied && (directory.Path == "/" || builder.KindOf(directory.Path) is not null || kept.Contains(directory.Path)))
                builder.AddDirectory(directory.Path, directory.Metadata, directory.IsOpaque);
        return builder.Build();
    }

    /// <summary>Adds what is no directory, with this content if it is a file.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="path">Where it is added.</param>
    /// <param name="entry">What is added.</param>
    /// <param name="firstNames">The first name of each inode added so far.</param>
    /// <param name="content">The bytes.</param>
    internal static void Add(LayerBuilder builder, string path, LayerEntry entry, Dictionary<long, string> firstNames, Content content)
    {
        if (entry.Kind == NodeKind.Whiteout)
        {
            builder.AddWhiteout(path);
            return;
        }
        if (!firstNames.TryAdd(entry.Inode, path) && entry.HardLinkOf is not null)
        {
            builder.AddHardLink(path, firstNames[entry.Inode]);
            return;
        }
        switch (entry.Kind)
        {
            case NodeKind.File:
                builder.AddFile(path, content, entry.Metadata);
                break;
            case NodeKind.Symlink:
                builder.AddSymlink(path, entry.LinkTarget!, entry.Metadata);
                break;
            default:
                builder.AddSpecial(path, entry.Kind, entry.Device, entry.Metadata);
                break;
        }
    }
}
