using UnionFs.Archives;

namespace UnionFs.Oci;

public sealed partial class OciImage
{
    /// <summary>
    /// The image with its own layers on another base. All blobs are those of the two images, byte for byte; the configuration is this image's, with
    /// the new base's layers and steps in front of its own. Reads all layers, of both, to tell where the two bases differ in what the moved layers
    /// replace or remove: those conflicts hinder nothing. Nothing is written anywhere until the new image is copied; both images have to stay open
    /// until then.
    /// </summary>
    /// <param name="onto">The new base.</param>
    /// <param name="rebase">Which layers are moved; the defaults if null.</param>
    /// <param name="options">For reading the layers; those the image was opened with if null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OciException">
    /// Which layers are the image's own cannot be told, the bases are for different platforms, or a blob is missing or not what its image says.
    /// </exception>
    /// <exception cref="TarException">A layer's tar is refused, also because it links to a file that the new base does not have; the message names it.</exception>
    /// <exception cref="IOException">A blob cannot be read.</exception>
    public async Task<RebasedImage> RebaseAsync(OciImage onto, RebaseOptions? rebase = null, OciOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onto);
        rebase ??= new RebaseOptions();
        options ??= _options;
        int from = OwnFrom(onto, rebase);
        CheckPlatform(onto);

        TarLayer[] old = await ReadLayersAsync(Layers, options, cancellationToken).ConfigureAwait(false);
        LayerStack oldBase = Push(LayerStack.Empty, this, old.Take(from), 0), whole = Push(oldBase, this, old.Skip(from), from);
        LayerStack newBase = await onto.ToStackAsync(options, cancellationToken).ConfigureAwait(false);
        // What the blobs mean on their new base: a hard link to what is gone from there is refused now, not by who reads the image.
        Push(newBase, this, old.Skip(from), from);
        Layer moved = LayerStack.FromBottom(whole.Take(Layers.Count - from).Reverse()).Squash();
        return new RebasedImage(Moved(onto, from, rebase), RebaseConflicts.Find(oldBase, newBase, moved));
    }

    /// <summary>The same, for callers that wait.</summary>
    /// <param name="onto">The new base.</param>
    /// <param name="rebase">Which layers are moved; the defaults if null.</param>
    /// <param name="options">For reading the layers; those the image was opened with if null.</param>
    /// <exception cref="OciException">
    /// Which layers are the image's own cannot be told, the bases are for different platforms, or a blob is missing or not what its image says.
    /// </exception>
    /// <exception cref="TarException">A layer's tar is refused, also because it links to a file that the new base does not have; the message names it.</exception>
    /// <exception cref="IOException">A blob cannot be read.</exception>
    public RebasedImage Rebase(OciImage onto, RebaseOptions? rebase = null, OciOptions? options = null) => RebaseAsync(onto, rebase, options).GetAwaiter().GetResult();

    /// <summary>How many of the lowest layers belong to the old base.</summary>
    private int OwnFrom(OciImage onto, RebaseOptions rebase)
    {
        if (rebase.From is { } from)
        {
            if (rebase.OldBase is not null) throw new ArgumentException("An old base and a number of layers say the same thing twice.", nameof(rebase));
            return from >= 0 && from <= Layers.Count ? from : throw new OciException(Name, $"it has {ImageRecomposition.Plural(Layers.Count, "layer")}, not {from}");
        }
        if (rebase.OldBase is not { } oldBase)
        {
            int common = CommonWith(onto);
            return common > 0 ? common : throw new OciException(Name, $"it has no layer in common with {onto.Name}, so which are its own has to be said by its old base or their number");
        }
        int below = CommonWith(oldBase);
        return below == oldBase.Layers.Count ? below : throw new OciException(Name, $"it does not lie on {oldBase.Name}: the layer {oldBase.Layers[below].Descriptor.Digest} of that is not in it");
    }

    private int CommonWith(OciImage other) => Layers.Zip(other.Layers).TakeWhile(pair => pair.First.ChainId == pair.Second.ChainId).Count();

    private void CheckPlatform(OciImage onto)
    {
        Platform own = Config.Platform, other = onto.Config.Platform;
        if (Differ(own.Os, other.Os) || Differ(own.Architecture, other.Architecture)) throw new OciException(onto.Name, $"it is for {other}, {Name} for {own}");

        static bool Differ(string one, string two) => one.Length > 0 && two.Length > 0 && one != two;
    }

    private static LayerStack Push(LayerStack stack, OciImage image, IEnumerable<TarLayer> layers, int first)
    {
        foreach (TarLayer layer in layers) stack = stack.Push(layer.ToLayer(stack).WithName(image.Layers[first++].Name));
        return stack;
    }

    private OciImage Moved(OciImage onto, int from, RebaseOptions rebase)
    {
        HistorySteps own = HistorySteps.Of(Config, Layers.Count), below = HistorySteps.Of(onto.Config, onto.Layers.Count);
        OciImage known = rebase.OldBase ?? onto;
        // Steps that made no layer may follow the last layer of the old base and still be its: those that it has itself.
        int next = from < Layers.Count ? own.CountTo(from + 1) - 1 : own.Count;
        int skipped = Math.Clamp(own.CommonWith(HistorySteps.Of(known.Config, known.Layers.Count)), own.CountTo(from), next);
        string? created = rebase.FixedDate() is { } date ? ImageExtension.Text(date) : null;
        byte[] config = ImageRecomposition.Config(Config, onto.Config.DiffIds.Concat(Config.DiffIds.Skip(from)), below.Steps.Concat(own.Steps.Skip(skipped)), created);

        // Registries refuse mixtures of Docker's types and the OCI's.
        bool isMixed = MediaTypes.IsDocker(Manifest.MediaType) != MediaTypes.IsDocker(onto.Manifest.MediaType);
        ImageManifest upper = isMixed ? ManifestConversion.ToOci(Manifest) : Manifest, lower = isMixed ? ManifestConversion.ToOci(onto.Manifest) : onto.Manifest;
        byte[] manifest = ImageRecomposition.Manifest(upper, config, ImageRecomposition.Layers(lower).Concat(ImageRecomposition.Layers(upper).Skip(from)));
        return WithDocuments(new JoinedBlobs(Blobs, onto.Blobs, onto.Manifest.Layers), [], upper.MediaType, ImageRecomposition.WithBase(manifest, onto), config);
    }
}
