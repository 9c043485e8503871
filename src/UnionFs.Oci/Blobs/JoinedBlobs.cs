namespace UnionFs.Oci;

/// <summary>The blobs of two images: each is looked for where it comes from, and then at the other.</summary>
/// <param name="first">One source.</param>
/// <param name="second">The other.</param>
/// <param name="ofSecond">What comes from the other.</param>
internal sealed class JoinedBlobs(IBlobSource first, IBlobSource second, IEnumerable<Descriptor> ofSecond) : IBlobSource
{
    private readonly HashSet<Digest> _ofSecond = [.. ofSecond.Select(blob => blob.Digest)];

    public string Name => $"{first.Name} and {second.Name}";

    public bool IsLocal => first.IsLocal && second.IsLocal;

    /// <summary>Where a blob comes from.</summary>
    internal IBlobSource SourceOf(Digest digest) => _ofSecond.Contains(digest) ? second : first;

    public async Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        IBlobSource source = SourceOf(descriptor.Digest);
        return await source.FindAsync(descriptor, progress, cancellationToken).ConfigureAwait(false)
            ?? await (source == first ? second : first).FindAsync(descriptor, progress, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
