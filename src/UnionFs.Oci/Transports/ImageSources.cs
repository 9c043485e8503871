namespace UnionFs.Oci;

/// <summary>Which class reads which transport.</summary>
internal static class ImageSources
{
    /// <exception cref="IOException">There is nothing of this kind at the reference.</exception>
    internal static IImageSource Open(ImageReference reference, OciOptions options) => reference.Transport switch
    {
        ImageTransport.Oci => LayoutSource.Open(reference, options.LimitsOrDefault),
        ImageTransport.OciArchive => OciArchiveSource.Open(reference, options.LimitsOrDefault),
        ImageTransport.DockerArchive => DockerArchiveSource.Open(reference, options.LimitsOrDefault),
        _ => new RegistrySource(reference, options),
    };
}
