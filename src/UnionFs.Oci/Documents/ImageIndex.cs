namespace UnionFs.Oci;

/// <summary>A list of manifests, mostly one a platform; also the index.json of a layout.</summary>
public sealed class ImageIndex
{
    private ImageIndex(ReadOnlyMemory<byte> bytes, IReadOnlyList<Descriptor> manifests)
    {
        Bytes = bytes;
        Manifests = manifests;
    }

    /// <summary>The document as it came: its digest is over these.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What it lists, in its order; may be other indexes and things that are no images at all.</summary>
    public IReadOnlyList<Descriptor> Manifests { get; }

    /// <summary>Reads the document.</summary>
    /// <param name="bytes">JSON. Kept, not copied.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <param name="mediaType">What it was announced as, if it was: a document that says otherwise is refused.</param>
    /// <param name="limits">What it may hold; <see cref="OciLimits.Default"/> if null.</param>
    /// <exception cref="OciException">It is no index, or too large.</exception>
    public static ImageIndex Parse(ReadOnlyMemory<byte> bytes, string name = "index", string? mediaType = null, OciLimits? limits = null)
    {
        limits ??= OciLimits.Default;
        if (bytes.Length > limits.MaxManifestBytes) throw new OciException(name, $"{bytes.Length} bytes, the limit is {limits.MaxManifestBytes}");
        return JsonValue.Parse(bytes, name, root =>
        {
            DocumentType.Check(root, mediaType ?? DocumentType.Stated(root), isIndex: true);
            return new ImageIndex(bytes, root.Require("manifests").Items(limits.MaxManifests).ConvertAll(Descriptor.Read));
        });
    }
}
