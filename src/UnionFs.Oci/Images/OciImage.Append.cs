using UnionFs.Archives;

namespace UnionFs.Oci;

public sealed partial class OciImage
{
    /// <summary>More layers than this are refused by Docker itself ("max depth exceeded").</summary>
    private const int DockerMaxLayers = 125;

    /// <summary>
    /// The image with one more layer on top. All that was there stays byte for byte: the blobs, and in manifest and configuration everything but the
    /// entries that are added and the digests that follow from them. A layer that changes nothing adds a step to the history and no layer.
    /// Nothing is written anywhere until the new image is copied (<see cref="CopyTo"/>).
    /// </summary>
    /// <param name="layer">What changed, such as a <see cref="UnionFileSystem.Diff"/>.</param>
    /// <param name="below">The image's own stack, which it is the change of.</param>
    /// <param name="options">How; the defaults if null.</param>
    /// <exception cref="TarException">The layer has something that a tar cannot hold; the message names it.</exception>
    /// <exception cref="IOException">A content cannot be read.</exception>
    public OciImage Append(Layer layer, LayerStack below, AppendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(below);
        options ??= new AppendOptions();
        DateTimeOffset? fixedDate = options.FixedDate();
        var writing = new LayerTarOptions { LeaveOutUnwritable = options.LeaveOutUnwritable, LatestTime = fixedDate is { } date ? UnixTime.From(date) : null };
        using var file = new TemporaryFile();
        LayerTarReport report = LayerTar.Write(layer, below, file.Stream, options.Compression, writing);
        Action<string>? onWarning = options.OnWarning ?? _options.OnWarning;
        foreach (TarWarning warning in report.Warnings) onWarning?.Invoke(warning.ToString());

        var step = new HistoryEntry
        {
            Created = ImageExtension.Text(fixedDate ?? options.Clock.GetUtcNow()),
            CreatedBy = options.CreatedBy,
            Author = options.Author,
            Comment = options.Comment,
            IsEmptyLayer = report.Entries == 0,
        };
        if (report.Entries == 0) return Extend(step, null, null, null);
        if (Layers.Count >= DockerMaxLayers) onWarning?.Invoke($"{Name}: with {Layers.Count + 1} layers; Docker refuses more than {DockerMaxLayers}");
        string mediaType = ImageExtension.LayerType(Manifest.MediaType, options.Compression);
        var descriptor = new Descriptor(mediaType, Digest.Parse(report.Packed.ToString()), report.Packed.Size);
        return Extend(step, descriptor, Digest.Parse(report.Unpacked.ToString()), file.ToContent());
    }

    private OciImage Extend(HistoryEntry step, Descriptor? layer, Digest? diffId, Content? content)
    {
        byte[] config = ImageExtension.Config(Config, Layers.Count, step, diffId);
        var blobs = new Dictionary<Digest, Content>();
        if (layer is not null) blobs[layer.Digest] = content!;
        return WithDocuments(Blobs, blobs, Manifest.MediaType, ImageExtension.Manifest(Manifest, config, layer), config);
    }

    /// <summary>An image of other documents, with new blobs in front of those that there are.</summary>
    private OciImage WithDocuments(IBlobSource behind, Dictionary<Digest, Content> blobs, string mediaType, byte[] manifest, byte[] config)
    {
        var descriptor = new Descriptor(mediaType, Digest.Of(manifest), manifest.Length);
        blobs[Digest.Of(config)] = Content.FromOwned(config);
        blobs[descriptor.Digest] = Content.FromOwned(manifest);
        // An image that was written here has to be one that would be read here.
        OciLimits limits = _options.LimitsOrDefault;
        ImageManifest parsed = ImageManifest.Parse(manifest, descriptor.Digest.ToString(), mediaType, limits);
        return new OciImage(Name, new LayeredBlobs(behind, blobs), descriptor, parsed, ImageConfig.Parse(config, parsed.Config.Digest.ToString(), limits), _options);
    }
}
