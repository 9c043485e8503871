namespace UnionFs.Oci;

/// <summary>
/// An image: its manifest and configuration, verified, and its layers, which are read when somebody asks for them. Immutable; safe to share between
/// threads. Disposing it closes connections; stacks that were made of it go on.
/// </summary>
public sealed partial class OciImage : IDisposable
{
    private readonly OciOptions _options;

    private OciImage(string name, IBlobSource blobs, Descriptor descriptor, ImageManifest manifest, ImageConfig config, OciOptions options)
    {
        Name = name;
        Blobs = blobs;
        Descriptor = descriptor;
        Manifest = manifest;
        Config = config;
        Layers = ImageLayer.Join(manifest, config);
        _options = options;
    }

    /// <summary>The reference it was opened by.</summary>
    public string Name { get; }

    /// <summary>The manifest's descriptor; its digest is what registries call the image by.</summary>
    public Descriptor Descriptor { get; }

    /// <summary>The manifest.</summary>
    public ImageManifest Manifest { get; }

    /// <summary>The configuration.</summary>
    public ImageConfig Config { get; }

    /// <summary>What Docker calls the image's id: the configuration's digest.</summary>
    public Digest Id => Manifest.Config.Digest;

    /// <summary>The layers, the base first, as OCI lists them.</summary>
    public IReadOnlyList<ImageLayer> Layers { get; }

    internal IBlobSource Blobs { get; }

    /// <summary>Opens an image: reads its index, manifest and configuration, no layer.</summary>
    /// <param name="reference">Where it is.</param>
    /// <param name="options">How; the defaults if null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OciException">It is missing, refused, or not what its digests say.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<OciImage> OpenAsync(ImageReference reference, OciOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        options ??= new OciOptions();
        OciLimits limits = options.LimitsOrDefault;
        IImageSource source = ImageSources.Open(reference, options);
        try
        {
            (Descriptor descriptor, ImageManifest manifest) = await new ManifestSearch(source, options).FindAsync(reference.ToString(), cancellationToken).ConfigureAwait(false);
            if (!manifest.IsImage) throw new OciException(descriptor.Digest.ToString(), $"an artifact of type '{manifest.Config.MediaType}', no image");
            byte[] config = await source.ReadAsync(manifest.Config, limits.MaxConfigBytes, cancellationToken).ConfigureAwait(false);
            var image = new OciImage(reference.ToString(), source, descriptor, manifest, ImageConfig.Parse(config, manifest.Config.Digest.ToString(), limits), options);
            if (options.Platform is { } wanted && descriptor.Platform is null && !wanted.Accepts(image.Config.Platform))
                throw new OciException(reference.ToString(), $"no image for {wanted}; this one is for {image.Config.Platform}");
            return image;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The same, for callers that wait.</summary>
    /// <param name="reference">Where it is, see <see cref="ImageReference"/>.</param>
    /// <param name="options">How; the defaults if null.</param>
    /// <exception cref="FormatException">It is no reference.</exception>
    /// <exception cref="OciException">It is missing, refused, or not what its digests say.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OciImage Open(string reference, OciOptions? options = null) =>
        OpenAsync(ImageReference.Parse(reference), options).GetAwaiter().GetResult();

    /// <summary>
    /// Writes the image to another place: blobs that are there already are left alone, the others are copied byte for byte and verified. A layout or
    /// archive gets the OCI's media types where the image has Docker's, a registry the manifest as it is.
    /// </summary>
    /// <param name="destination">Where to.</param>
    /// <param name="options">For a registry; those the image was opened with if null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OciException">A blob is not what it should be, or the destination says no.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public async Task CopyToAsync(ImageReference destination, OciOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using IImageDestination target = ImageDestinations.Open(destination, options ?? _options);
        await target.WriteAsync(this, (options ?? _options).TotalProgress(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, for callers that wait.</summary>
    /// <param name="destination">Where to, see <see cref="ImageReference"/>.</param>
    /// <param name="options">For a registry; those the image was opened with if null.</param>
    /// <exception cref="FormatException">It is no reference.</exception>
    /// <exception cref="OciException">A blob is not what it should be, or the destination says no.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public void CopyTo(string destination, OciOptions? options = null) => CopyToAsync(ImageReference.Parse(destination), options).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose() => Blobs.Dispose();

    /// <summary>The reference.</summary>
    public override string ToString() => Name;
}
