namespace UnionFs.Oci;

/// <summary>What an image may declare before it is refused. Checked before anything is read or allocated for it.</summary>
public sealed record OciLimits
{
    /// <summary>The defaults below.</summary>
    public static OciLimits Default { get; } = new();

    /// <summary>Bytes of an index or a manifest. Default 4 MiB: what the distribution specification asks registries to take.</summary>
    public int MaxManifestBytes { get; init => field = Positive(value); } = 4 << 20;

    /// <summary>Bytes of an image's configuration. Default 8 MiB.</summary>
    public int MaxConfigBytes { get; init => field = Positive(value); } = 8 << 20;

    /// <summary>Layers of an image. Default 1,000; Docker itself stops at 125.</summary>
    public int MaxLayers { get; init => field = Positive(value); } = 1_000;

    /// <summary>Manifests of one index. Default 10,000.</summary>
    public int MaxManifests { get; init => field = Positive(value); } = 10_000;

    /// <summary>Indexes within indexes. Default 8; images of real tools have one or two.</summary>
    public int MaxIndexDepth { get; init => field = Positive(value); } = 8;

    /// <summary>Bytes of one layer's uncompressed tar. Default 64 GiB.</summary>
    public long MaxLayerBytes { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 64L << 30;

    private static int Positive(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }
}
