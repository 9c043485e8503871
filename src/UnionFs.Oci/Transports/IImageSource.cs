namespace UnionFs.Oci;

/// <summary>A place with images, opened at one reference.</summary>
internal interface IImageSource : IBlobSource
{
    /// <summary>
    /// What the reference names: a manifest, an index, or several manifests to choose from by platform. Each can then be had as a blob.
    /// </summary>
    /// <exception cref="OciException">Nothing has that name, or no name was given and several images are there.</exception>
    Task<IReadOnlyList<Descriptor>> ListAsync(CancellationToken cancellationToken);
}
