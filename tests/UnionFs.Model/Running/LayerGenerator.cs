namespace UnionFs.Model;

/// <summary>Makes up layers.</summary>
public static class LayerGenerator
{
    public static LayerPlan Next(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        int count = 1 + words.Plan.Choose(14);
        var items = new List<LayerItem>(count);
        for (int i = 0; i < count; i++) items.Add(Item(words, items));
        return new LayerPlan(items);
    }

    private static LayerItem Item(Words words, List<LayerItem> before)
    {
        int kind = words.Plan.Choose(24);
        string path = words.LayerPath();
        switch (kind)
        {
            case < 7:
                return new(LayerItemKind.File, path, words.Plan.Pick<string>(["", "x", "x", "x", "", "hello world", "#16384", "#16390"]), words.LayerMetadata());
            case < 12:
                return new(LayerItemKind.Directory, words.Plan.OneIn(16) ? "/" : path, "", words.LayerMetadata(), IsOpaque: words.Plan.OneIn(4));
            case < 14:
                return new(LayerItemKind.Symlink, path, words.LayerTarget(), words.LayerMetadata());
            case < 15:
                NodeKind special = words.Plan.Pick<NodeKind>([NodeKind.Fifo, NodeKind.Socket, NodeKind.CharDevice, NodeKind.BlockDevice]);
                return new(LayerItemKind.Special, path, "dev", words.LayerMetadata(), Special: special);
            case < 20:
                string existing = before.Count == 0 ? "/a" : before[words.Plan.Choose(before.Count)].Path;
                return new(LayerItemKind.HardLink, path, existing, Metadata.DefaultFile);
            default:
                return new(LayerItemKind.Whiteout, path, "", Metadata.DefaultFile);
        }
    }
}
