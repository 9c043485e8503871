namespace UnionFs.Oci;

/// <summary>The bytes of a blob.</summary>
/// <param name="Content">They can be read in any order, as long as somebody holds this.</param>
/// <param name="IsVerified">True if they were held against the digest already.</param>
internal readonly record struct Blob(Content Content, bool IsVerified);

/// <summary>Where blobs are: a layout, an archive, a registry. Safe for any number of callers at once.</summary>
internal interface IBlobSource : IDisposable
{
    /// <summary>What it is called in errors.</summary>
    string Name { get; }

    /// <summary>Whether all blobs are on this machine.</summary>
    bool IsLocal => true;

    /// <summary>The blob, or null if it is not there.</summary>
    /// <param name="descriptor">What is looked for. Nobody has verified anything about it yet.</param>
    /// <param name="progress">Told about bytes that came over a network.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken);
}
