namespace UnionFs.Oci;

/// <summary>Where an image can be written to. What is there already under a blob's digest is not written again.</summary>
internal interface IImageDestination : IDisposable
{
    /// <exception cref="IOException">A blob is not what its descriptor says, or there is no room; then the image's name does not appear.</exception>
    Task WriteAsync(OciImage image, IProgress<long>? progress, CancellationToken cancellationToken);
}
