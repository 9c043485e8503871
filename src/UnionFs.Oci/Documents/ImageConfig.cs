namespace UnionFs.Oci;

/// <summary>An image's configuration, as far as its file system goes. What a container runs is in <see cref="Bytes"/>, untouched.</summary>
public sealed class ImageConfig
{
    private const int MaxHistory = 100_000;

    private ImageConfig(ReadOnlyMemory<byte> bytes, Platform platform, string? created, IReadOnlyList<Digest> diffIds, IReadOnlyList<HistoryEntry> history)
    {
        Bytes = bytes;
        Platform = platform;
        Created = created;
        DiffIds = diffIds;
        History = history;
    }

    /// <summary>The document as it came: the image's id is their digest.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the image runs on.</summary>
    public Platform Platform { get; }

    /// <summary>When it was made, as RFC 3339 text; null where it does not say.</summary>
    public string? Created { get; }

    /// <summary>The digests of the layers' uncompressed tars, the base first.</summary>
    public IReadOnlyList<Digest> DiffIds { get; }

    /// <summary>How it came about, the oldest first; may be empty or not fit the layers, which is no error.</summary>
    public IReadOnlyList<HistoryEntry> History { get; }

    /// <summary>Reads the document.</summary>
    /// <param name="bytes">JSON. Kept, not copied.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <param name="limits">What it may hold; <see cref="OciLimits.Default"/> if null.</param>
    /// <exception cref="OciException">It is no image's configuration, or too large.</exception>
    public static ImageConfig Parse(ReadOnlyMemory<byte> bytes, string name = "config", OciLimits? limits = null)
    {
        limits ??= OciLimits.Default;
        if (bytes.Length > limits.MaxConfigBytes) throw new OciException(name, $"{bytes.Length} bytes, the limit is {limits.MaxConfigBytes}");
        return JsonValue.Parse(bytes, name, root =>
        {
            JsonValue rootfs = root.Require("rootfs");
            if (rootfs.Require("type").Text() is var type && type != "layers") throw rootfs.Bad($"is of type '{type}', not 'layers'");
            return new ImageConfig(
                bytes,
                new Platform(
                    root.Find("os")?.Text() ?? "", root.Find("architecture")?.Text() ?? "",
                    root.Find("variant")?.Text() is { Length: > 0 } variant ? variant : null, root.Find("os.version")?.Text()),
                root.Find("created")?.Text(),
                rootfs.Find("diff_ids")?.Items(limits.MaxLayers).ConvertAll(item => item.AsDigest()) ?? [],
                root.Find("history")?.Items(MaxHistory).ConvertAll(HistoryEntry.Read) ?? []);
        });
    }
}
