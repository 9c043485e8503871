using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>
/// The layers of an image, read one after the other from the top by somebody who may stop anywhere: while one is looked at, as many of the
/// next are read as there are processors, unless a network lies between. What was begun and is not wanted is cancelled.
/// </summary>
internal sealed class LayersAhead(IReadOnlyList<ImageLayer> layers, LayerReading reading, OciOptions options, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly IProgress<long>? _progress = options.TotalProgress();
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly Task<TarLayer>?[] _read = new Task<TarLayer>?[layers.Count];

    /// <summary>The layer; those below it are begun as well.</summary>
    /// <exception cref="OciException">Its blob is not what the image says.</exception>
    internal Task<TarLayer> ReadAsync(int index)
    {
        Task<TarLayer> layer = Begin(index);
        // Not more than there are processors for: the first may be all that is wanted.
        for (int next = index - 1; reading.IsLocal && next >= Math.Max(0, index - Environment.ProcessorCount); next--) _ = Begin(next);
        return layer;
    }

    /// <summary>All layers below one, as many at once as there are processors, or connections to a registry.</summary>
    internal async Task<TarLayer[]> ReadBelowAsync(int index)
    {
        var read = new TarLayer[index];
        // Waiting for a network takes no processor.
        int atOnce = Math.Max(Environment.ProcessorCount, options.Registry.ParallelTransfers);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = _stop.Token };
        await Parallel.ForAsync(0, index, parallel, async (i, _) => read[i] = await Begin(i).ConfigureAwait(false)).ConfigureAwait(false);
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // Nobody reads the image any more when this is over; how the layers that nobody asked for ended is of no interest.
        foreach (Task layer in _read.OfType<Task>()) await layer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _processors.Dispose();
    }

    private Task<TarLayer> Begin(int index) =>
        _read[index] ??= Task.Run(() => reading.ReadAsync(layers[index], _progress, _processors, _stop.Token), _stop.Token);
}
