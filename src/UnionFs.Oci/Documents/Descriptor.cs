namespace UnionFs.Oci;

/// <summary>A blob as a document names it: what it is, its digest and its size. Both are verified whenever the blob is read.</summary>
/// <param name="MediaType">What the bytes are.</param>
/// <param name="Digest">Their digest.</param>
/// <param name="Size">Their number.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>The annotation that names an image in an index.json.</summary>
    internal const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>What an entry of an index runs on; null where it does not say.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Free remarks; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = EmptyAnnotations;

    /// <summary>Other places that may have a nondistributable layer. Only hints; nothing is fetched from there.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    internal static IReadOnlyDictionary<string, string> EmptyAnnotations { get; } = new Dictionary<string, string>();

    /// <summary>The digest.</summary>
    public override string ToString() => Digest.ToString();

    internal static Descriptor Read(JsonValue value)
    {
        JsonValue size = value.Require("size");
        return new Descriptor(value.Require("mediaType").Text(), value.Require("digest").AsDigest(), size.Number() is >= 0 and var bytes ? bytes : throw size.Bad("is negative"))
        {
            Platform = value.Find("platform") is { } platform ? ReadPlatform(platform) : null,
            Annotations = value.Find("annotations")?.TextMap() ?? EmptyAnnotations,
            Urls = value.Find("urls")?.TextList() ?? [],
        };
    }

    private static Platform ReadPlatform(JsonValue value) => new(
        value.Find("os")?.Text() ?? "", value.Find("architecture")?.Text() ?? "",
        value.Find("variant")?.Text() is { Length: > 0 } variant ? variant : null,
        value.Find("os.version")?.Text() is { Length: > 0 } version ? version : null);
}
