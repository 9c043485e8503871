namespace UnionFs.Oci;

/// <summary>The media types of images: the OCI's, and Docker's older ones for the same bytes.</summary>
public static class MediaTypes
{
    /// <summary>A list of manifests, one a platform.</summary>
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    /// <summary>One image: its configuration and layers.</summary>
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    /// <summary>An image's configuration.</summary>
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    /// <summary>A layer: a plain tar.</summary>
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";
    /// <summary>A layer: a tar in gzip.</summary>
    public const string OciLayerGzip = OciLayer + "+gzip";
    /// <summary>A layer: a tar in Zstandard.</summary>
    public const string OciLayerZstd = OciLayer + "+zstd";
    /// <summary>Docker's list of manifests.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    /// <summary>Docker's manifest, version 2 schema 2.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    /// <summary>Docker's configuration.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    /// <summary>Docker's layer: a plain tar.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";
    /// <summary>Docker's layer: a tar in gzip.</summary>
    public const string DockerLayerGzip = DockerLayer + ".gzip";

    private const string OciForeign = "application/vnd.oci.image.layer.nondistributable.v1.tar";
    private const string DockerForeign = "application/vnd.docker.image.rootfs.foreign.diff.tar";

    /// <summary>True for a list of manifests.</summary>
    public static bool IsIndex(string mediaType) => mediaType is OciIndex or DockerManifestList;

    /// <summary>True for the manifest of one image.</summary>
    public static bool IsManifest(string mediaType) => mediaType is OciManifest or DockerManifest;

    /// <summary>True for an image's configuration; a manifest with any other is an artifact, no image.</summary>
    public static bool IsConfig(string mediaType) => mediaType is OciConfig or DockerConfig;

    /// <summary>True for a layer that is a file system change, whatever its compression.</summary>
    public static bool IsLayer(string mediaType) => mediaType is OciLayer or OciLayerGzip or OciLayerZstd
        or DockerLayer or DockerLayerGzip or DockerLayer + ".zstd" || IsNondistributable(mediaType);

    /// <summary>True for a layer that its owner does not want to be pushed to other registries.</summary>
    public static bool IsNondistributable(string mediaType) => mediaType is OciForeign or OciForeign + "+gzip" or OciForeign + "+zstd"
        or DockerForeign or DockerForeign + ".gzip";

    /// <summary>What a registry is asked for when it is asked for an image.</summary>
    internal static IReadOnlyList<string> Acceptable { get; } = [OciManifest, OciIndex, DockerManifest, DockerManifestList];

    /// <summary>True for Docker's types: those and the OCI's are not mixed in one manifest.</summary>
    internal static bool IsDocker(string mediaType) => mediaType.StartsWith("application/vnd.docker.", StringComparison.Ordinal);

    /// <summary>The type of the same bytes in the other family; the type itself where there is none.</summary>
    internal static string ToOci(string mediaType) => mediaType switch
    {
        DockerManifestList => OciIndex,
        DockerManifest => OciManifest,
        DockerConfig => OciConfig,
        DockerLayer => OciLayer,
        DockerLayerGzip => OciLayerGzip,
        DockerLayer + ".zstd" => OciLayerZstd,
        DockerForeign => OciForeign,
        DockerForeign + ".gzip" => OciForeign + "+gzip",
        _ => mediaType,
    };
}
