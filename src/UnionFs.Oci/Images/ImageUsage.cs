namespace UnionFs.Oci;

/// <summary>What a layer holds.</summary>
/// <param name="Files">How many files; the names of one hard-linked file count once.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="WastedBytes">Bytes of those that nobody sees, because a layer above replaces or removes them.</param>
public readonly record struct LayerUsage(long Files, long Bytes, long WastedBytes);

/// <summary>A path where layers hold bytes that nobody sees.</summary>
/// <param name="Path">In the union.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Count">In how many layers.</param>
public readonly record struct WastedFile(string Path, long Bytes, int Count);

/// <summary>How well the layers of a stack are used.</summary>
public sealed class ImageUsage
{
    private ImageUsage(IReadOnlyList<LayerUsage> layers, IReadOnlyList<WastedFile> wasted)
    {
        Layers = layers;
        Wasted = wasted;
        Bytes = layers.Sum(layer => layer.Bytes);
        WastedBytes = layers.Sum(layer => layer.WastedBytes);
    }

    /// <summary>The layers, the base first.</summary>
    public IReadOnlyList<LayerUsage> Layers { get; }

    /// <summary>The paths with wasted bytes, the most wasteful first.</summary>
    public IReadOnlyList<WastedFile> Wasted { get; }

    /// <summary>Bytes of all files in all layers.</summary>
    public long Bytes { get; }

    /// <summary>Bytes of those that nobody sees.</summary>
    public long WastedBytes { get; }

    /// <summary>From 1 (every byte of a file is seen) to 0.</summary>
    public double Efficiency => Bytes == 0 ? 1 : 1 - (double)WastedBytes / Bytes;

    /// <summary>Looks at every entry of every layer once. O(entries x layers).</summary>
    public static ImageUsage Of(LayerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        var union = new Snapshot(stack);
        var wasted = new Dictionary<string, (long Bytes, int Count)>(StringComparer.Ordinal);
        var layers = new LayerUsage[stack.Count];
        int index = 0;
        foreach (Layer layer in stack)
        {
            layers[^(index + 1)] = Measure(union, layer, index, wasted);
            index++;
        }
        return new ImageUsage(layers, [.. wasted.Select(each => new WastedFile(each.Key, each.Value.Bytes, each.Value.Count)).OrderByDescending(each => each.Bytes).ThenBy(each => each.Path, StringComparer.Ordinal)]);
    }

    private static LayerUsage Measure(Snapshot union, Layer layer, int index, Dictionary<string, (long Bytes, int Count)> wasted)
    {
        // One hard-linked file is seen if any of its names is.
        var files = new Dictionary<long, (string Path, long Bytes, bool IsSeen)>();
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.Kind != NodeKind.File) continue;
            bool isKnown = files.TryGetValue(entry.Inode, out (string Path, long Bytes, bool IsSeen) known);
            if (isKnown && known.IsSeen) continue;
            files[entry.Inode] = (isKnown ? known.Path : entry.Path, entry.Content.Length, IsSeen(union, entry.Path, index));
        }
        long lost = 0;
        foreach ((string path, long bytes, bool isSeen) in files.Values)
        {
            if (isSeen || bytes == 0) continue;
            lost += bytes;
            (long Bytes, int Count) sum = wasted.GetValueOrDefault(path);
            wasted[path] = (sum.Bytes + bytes, sum.Count + 1);
        }
        return new LayerUsage(files.Count, files.Values.Sum(file => file.Bytes), lost);
    }

    /// <summary>A link in the path leads to another file: what is asked about is not seen then.</summary>
    private static bool IsSeen(Snapshot union, string path, int index) =>
        union.Which(path) is { } found && found.Path == path && found.Winner is { Role: ProvenanceRole.Provides } winner && winner.LayerIndex == index;
}
