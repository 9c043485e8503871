namespace UnionFs.Model;

/// <summary>What to put into one layer, in this order; what does not fit is refused by both sides.</summary>
public sealed record LayerPlan(IReadOnlyList<LayerItem> Items)
{
    /// <summary>The layer of the engine and that of the model.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public (Layer Layer, ModelLayer Model) Build()
    {
        var builder = new LayerBuilder();
        var model = new ModelLayer();
        foreach (LayerItem item in Items)
            if (item.TryAddTo(builder) != model.TryAdd(item)) throw new InvalidOperationException($"The builder and the model differ on: {item}");
        Layer layer = builder.Build();
        if (Text(ModelLayer.Read(layer)) is var read && Text(model) is var planned && read != planned)
            throw new InvalidOperationException($"The layer holds\n{read}\nand not\n{planned}");
        return (layer, model);
    }

    private static string Text(ModelLayer layer)
    {
        var firsts = new Dictionary<ModelLayerNode, string>(ReferenceEqualityComparer.Instance);
        var text = new System.Text.StringBuilder();
        foreach ((string path, ModelLayerNode node) in layer.Nodes)
        {
            text.Append(path).Append(' ').Append(node.Kind).Append(node.IsOpaque ? " opaque" : "").Append(node.IsImplied ? " implied" : "");
            if (!firsts.TryAdd(node, path)) text.Append(" = ").Append(firsts[node]);
            text.Append(' ').Append(Convert.ToHexString(node.Content.AsSpan(0, Math.Min(node.Content.Length, 64)))).Append(node.Content.Length);
            text.Append(' ').Append(node.Target).Append(' ').Append(node.Device);
            if (node.Kind != NodeKind.Whiteout) text.Append(' ').Append(node.Metadata.GetHashCode());
            text.Append('\n');
        }
        return text.ToString();
    }

    public override string ToString() => string.Join("\n    ", Items);
}
