using System.Runtime.CompilerServices;
using UnionFs.Archives;

namespace UnionFs.Oci;

public sealed partial class OciImage
{
    /// <summary>
    /// The image's file system: its layers as a stack, each called by its blob's digest and the command that made it (<see cref="ImageLayer.Name"/>). Reads
    /// and verifies all layers, as many at once as there are processors; contents stay in the layers' blobs, unpacked where they were compressed.
    /// </summary>
    /// <param name="options">For the layers; those the image was opened with if null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OciException">A blob is missing, or is not what the image says; the message names it.</exception>
    /// <exception cref="TarException">A layer's tar is refused; the message names the blob and the entry.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<LayerStack> ToStackAsync(OciOptions? options = null, CancellationToken cancellationToken = default)
    {
        TarLayer[] read = await ReadLayersAsync(Layers, options ?? _options, cancellationToken).ConfigureAwait(false);
        return Stacked(read, 0, cancellationToken);
    }

    /// <summary>
    /// The upper layers of the image's stack, as many as say what these paths lead to: for them it shows what <see cref="ToStackAsync"/> shows to
    /// root, for others it may not. Reads and verifies layers from the top, on this machine some ahead, one for each processor; those further down are
    /// neither fetched nor verified, and what is wrong with them is not told. Of a compressed layer only the bytes of files called like the paths' last names are kept in memory; whoever
    /// reads another file has its layer unpacked again, once.
    /// </summary>
    /// <param name="paths">From the root; links are followed.</param>
    /// <param name="options">For the layers; those the image was opened with if null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OciException">A blob is missing, or is not what the image says; the message names it.</exception>
    /// <exception cref="TarException">A layer's tar is refused; the message names the blob and the entry.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<LayerStack> ToStackForAsync(IReadOnlyCollection<string> paths, OciOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= _options;
        HashSet<string> names = [.. paths.Select(LastName)];
        var reading = new LayerReading(Blobs, options, entry => names.Contains(LastName(entry.Name)));
        var ahead = new LayersAhead(Layers, reading, options, cancellationToken);
        await using ConfiguredAsyncDisposable _ = ahead.ConfigureAwait(false);
        var read = new TarLayer[Layers.Count];
        for (int i = read.Length - 1; i >= 0; i--)
        {
            read[i] = await ahead.ReadAsync(i).ConfigureAwait(false);
            if (i == 0) break;
            // Where only what is below tells what a layer means, all are needed.
            if (read[i].NeedsBelow)
            {
                (await ahead.ReadBelowAsync(i).ConfigureAwait(false)).CopyTo(read, 0);
                break;
            }
            LayerStack upper = Stacked(read, i, cancellationToken);
            Layer squashed = upper.Squash();
            if (paths.All(path => PathDecision.IsMade(squashed, path))) return upper;
        }
        return Stacked(read, 0, cancellationToken);
    }

    private static string LastName(string path)
    {
        string trimmed = path.TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private LayerStack Stacked(TarLayer[] read, int bottom, CancellationToken cancellation)
    {
        LayerStack stack = LayerStack.Empty;
        for (int i = bottom; i < read.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            // What a layer means may depend on what is below: a hard link to a file there.
            stack = stack.Push(read[i].ToLayer(stack).WithName(Layers[i].Name));
        }
        return stack;
    }

    /// <summary>The same, for callers that wait.</summary>
    /// <param name="options">For the layers; those the image was opened with if null.</param>
    /// <exception cref="OciException">A blob is missing, or is not what the image says; the message names it.</exception>
    /// <exception cref="TarException">A layer's tar is refused; the message names the blob and the entry.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public LayerStack ToStack(OciOptions? options = null) => ToStackAsync(options).GetAwaiter().GetResult();

    private async Task<TarLayer[]> ReadLayersAsync(IReadOnlyList<ImageLayer> layers, OciOptions options, CancellationToken cancellationToken)
    {
        var reading = new LayerReading(Blobs, options);
        IProgress<long>? progress = options.TotalProgress();
        int processors = Environment.ProcessorCount;
        using var gate = new SemaphoreSlim(processors);
        // Waiting for a network takes no processor.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(processors, options.Registry.ParallelTransfers), CancellationToken = cancellationToken };
        ImageLayer[] distinct = [.. layers.DistinctBy(layer => (layer.Descriptor.Digest, layer.DiffId))];
        var read = new TarLayer[distinct.Length];
        await Parallel.ForAsync(0, distinct.Length, parallel, async (i, cancellation) =>
            read[i] = await reading.ReadAsync(distinct[i], progress, gate, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        var byBlob = distinct.Zip(read).ToDictionary(each => (each.First.Descriptor.Digest, each.First.DiffId), each => each.Second);
        return [.. layers.Select(layer => byBlob[(layer.Descriptor.Digest, layer.DiffId)])];
    }
}
