using UnionFs.Archives;

namespace UnionFs.Oci;

public sealed partial class OciImage
{
    /// <summary>
    /// The image with its layers, or those above the <paramref name="from"/> lowest, made one: the same files with the same attributes, without what
    /// upper layers replaced or removed. The history keeps its steps as such that made no layer, and gets one for the new layer. Everything else
    /// stays byte for byte, and the same image gives the same bytes: nothing in the layer gets another time, and the image keeps the date that
    /// it was made on unless <see cref="AppendOptions.SourceDate"/> or `$SOURCE_DATE_EPOCH` gives one. Reads all layers. Nothing is written
    /// anywhere until the new image is copied. An image with nothing to make one of stays what it is.
    /// </summary>
    /// <param name="from">How many of the lowest layers stay as they are.</param>
    /// <param name="append">How the layer is written, and what the history says of it; the defaults if null.</param>
    /// <param name="options">For reading the layers; those the image was opened with if null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The image has fewer layers than <paramref name="from"/>.</exception>
    /// <exception cref="OciException">A blob is missing, or is not what the image says; the message names it.</exception>
    /// <exception cref="TarException">A layer's tar is refused, or has something that cannot be written again; the message names it.</exception>
    /// <exception cref="IOException">A blob cannot be read.</exception>
    public async Task<OciImage> SquashAsync(int from = 0, AppendOptions? append = null, OciOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, Layers.Count);
        append ??= new AppendOptions();
        if (Layers.Count - from < 2) return new OciImage(Name, Blobs, Descriptor, Manifest, Config, _options);
        LayerStack stack = await ToStackAsync(options, cancellationToken).ConfigureAwait(false);
        Layer[] layers = [.. stack.Reverse()];
        Layer merged = LayerStack.FromBottom(layers[from..]).Squash();
        using var file = new TemporaryFile();
        var writing = new LayerTarOptions { LeaveOutUnwritable = append.LeaveOutUnwritable };
        LayerTarReport report = await LayerTar.WriteAsync(merged, LayerStack.FromBottom(layers[..from]), file.Stream, append.Compression, writing, cancellationToken).ConfigureAwait(false);
        Action<string>? onWarning = append.OnWarning ?? (options ?? _options).OnWarning;
        foreach (TarWarning warning in report.Warnings) onWarning?.Invoke(warning.ToString());

        string? created = append.FixedDate() is { } date ? ImageExtension.Text(date) : Config.Created;
        HistorySteps old = HistorySteps.Of(Config, Layers.Count);
        int kept = old.CountTo(from);
        string step = JsonText.Of(new HistoryEntry
        {
            Created = created,
            CreatedBy = append.CreatedBy,
            Author = append.Author,
            Comment = append.Comment ?? $"{Layers.Count - from} layers made one",
            IsEmptyLayer = report.Entries == 0,
        });
        IEnumerable<string> history = [.. old.Steps.Take(kept), .. old.Steps.Skip(kept).Select(HistorySteps.WithoutLayer), step];
        List<string> descriptors = ImageRecomposition.Layers(Manifest)[..from];
        List<Digest> diffIds = [.. Config.DiffIds.Take(from)];
        var blobs = new Dictionary<Digest, Content>();
        // Layers that undo each other leave nothing to write.
        if (report.Entries > 0)
        {
            var layer = new Descriptor(ImageExtension.LayerType(Manifest.MediaType, append.Compression), Digest.Parse(report.Packed.ToString()), report.Packed.Size);
            descriptors.Add(JsonText.Of(layer));
            diffIds.Add(Digest.Parse(report.Unpacked.ToString()));
            blobs[layer.Digest] = file.ToContent();
        }
        byte[] config = ImageRecomposition.Config(Config, diffIds, history, created);
        return WithDocuments(Blobs, blobs, Manifest.MediaType, ImageRecomposition.Manifest(Manifest, config, descriptors), config);
    }

    /// <summary>The same, for callers that wait.</summary>
    /// <param name="from">How many of the lowest layers stay as they are.</param>
    /// <param name="append">How the layer is written, and what the history says of it; the defaults if null.</param>
    /// <param name="options">For reading the layers; those the image was opened with if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The image has fewer layers than <paramref name="from"/>.</exception>
    /// <exception cref="OciException">A blob is missing, or is not what the image says; the message names it.</exception>
    /// <exception cref="TarException">A layer's tar is refused, or has something that cannot be written again; the message names it.</exception>
    /// <exception cref="IOException">A blob cannot be read.</exception>
    public OciImage Squash(int from = 0, AppendOptions? append = null, OciOptions? options = null) => SquashAsync(from, append, options).GetAwaiter().GetResult();
}
