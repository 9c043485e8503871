namespace UnionFs.Oci;

/// <summary>One image: the descriptors of its configuration and of its layers, the base first.</summary>
public sealed class ImageManifest
{
    private ImageManifest(ReadOnlyMemory<byte> bytes, string mediaType, Descriptor config, IReadOnlyList<Descriptor> layers)
    {
        Bytes = bytes;
        MediaType = mediaType;
        Config = config;
        Layers = layers;
    }

    /// <summary>The document as it came: its digest is over these.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the document is: <see cref="MediaTypes.OciManifest"/> or <see cref="MediaTypes.DockerManifest"/>.</summary>
    public string MediaType { get; }

    /// <summary>The configuration; an image's if <see cref="IsImage"/>.</summary>
    public Descriptor Config { get; }

    /// <summary>The layers, the base first.</summary>
    public IReadOnlyList<Descriptor> Layers { get; }

    /// <summary>False for an artifact: its configuration and layers are something else than a file system.</summary>
    public bool IsImage => MediaTypes.IsConfig(Config.MediaType);

    /// <summary>Reads the document.</summary>
    /// <param name="bytes">JSON. Kept, not copied.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <param name="mediaType">What it was announced as, if it was: a document that says otherwise is refused.</param>
    /// <param name="limits">What it may hold; <see cref="OciLimits.Default"/> if null.</param>
    /// <exception cref="OciException">It is no manifest, or too large.</exception>
    public static ImageManifest Parse(ReadOnlyMemory<byte> bytes, string name = "manifest", string? mediaType = null, OciLimits? limits = null)
    {
        limits ??= OciLimits.Default;
        if (bytes.Length > limits.MaxManifestBytes) throw new OciException(name, $"{bytes.Length} bytes, the limit is {limits.MaxManifestBytes}");
        return JsonValue.Parse(bytes, name, root =>
        {
            string? stated = DocumentType.Stated(root);
            DocumentType.Check(root, mediaType, isIndex: false);
            if (root.Find("schemaVersion") is { } version && version.Number() != 2) throw version.Bad("is not 2");
            return new ImageManifest(
                bytes,
                mediaType ?? (stated is { Length: > 0 } ? stated : MediaTypes.OciManifest),
                Descriptor.Read(root.Require("config")),
                root.Require("layers").Items(limits.MaxLayers).ConvertAll(Descriptor.Read));
        });
    }
}
