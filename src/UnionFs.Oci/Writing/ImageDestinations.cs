namespace UnionFs.Oci;

/// <summary>Which class writes which transport.</summary>
internal static class ImageDestinations
{
    internal static IImageDestination Open(ImageReference reference, OciOptions options) => reference.Transport switch
    {
        ImageTransport.Oci => new LayoutDestination(reference, options.LimitsOrDefault),
        ImageTransport.OciArchive => new OciArchiveDestination(reference),
        ImageTransport.DockerArchive => new DockerArchiveDestination(reference),
        _ => new RegistryDestination(reference, options),
    };
}
