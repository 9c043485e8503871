namespace UnionFs.Oci;

/// <summary>One layer of an image.</summary>
/// <param name="Descriptor">The blob: compressed or not.</param>
/// <param name="DiffId">The digest of its uncompressed tar.</param>
/// <param name="ChainId">The digest of this layer with all below it: equal chains are equal file systems.</param>
/// <param name="History">How it came about, where the image says so.</param>
public sealed record ImageLayer(Descriptor Descriptor, Digest DiffId, Digest ChainId, HistoryEntry? History)
{
    /// <summary>The blob's digest and the command that made it: what `Which` shows.</summary>
    public string Name => History?.CreatedBy is { Length: > 0 } command ? $"{Descriptor.Digest} {command}" : Descriptor.Digest.ToString();

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Puts together what the manifest, the configuration and its history say about the layers.</summary>
    /// <exception cref="OciException">They do not have the same number.</exception>
    internal static IReadOnlyList<ImageLayer> Join(ImageManifest manifest, ImageConfig config)
    {
        if (manifest.Layers.Count != config.DiffIds.Count)
            throw new OciException(manifest.Config.Digest.ToString(), $"the manifest has {manifest.Layers.Count} layers, the configuration {config.DiffIds.Count} diff_ids");
        // A history that does not fit the layers would only put wrong words beside them.
        HistoryEntry[] steps = [.. config.History.Where(each => !each.IsEmptyLayer)];
        var layers = new ImageLayer[manifest.Layers.Count];
        Digest? chain = null;
        for (int i = 0; i < layers.Length; i++)
        {
            Digest diffId = config.DiffIds[i];
            chain = chain is null ? diffId : Digest.Of(System.Text.Encoding.ASCII.GetBytes($"{chain} {diffId}"));
            layers[i] = new ImageLayer(manifest.Layers[i], diffId, chain, steps.Length == layers.Length ? steps[i] : null);
        }
        return layers;
    }
}
