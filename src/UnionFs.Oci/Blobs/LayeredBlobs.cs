namespace UnionFs.Oci;

/// <summary>New blobs, in memory or in files of their own, in front of the source that the rest comes from.</summary>
internal sealed class LayeredBlobs(IBlobSource behind, IReadOnlyDictionary<Digest, Content> blobs) : IBlobSource
{
    public string Name => behind.Name;

    public bool IsLocal => behind.IsLocal;

    /// <summary>Where the blobs come from that are not new.</summary>
    internal IBlobSource Behind => behind;

    public Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken) =>
        blobs.TryGetValue(descriptor.Digest, out Content? content)
            ? Task.FromResult<Blob?>(new Blob(content, IsVerified: true))
            : behind.FindAsync(descriptor, progress, cancellationToken);

    public void Dispose() => behind.Dispose();
}
