namespace UnionFs.Oci;

/// <summary>Where an image is kept, named as skopeo names it.</summary>
public enum ImageTransport
{
    /// <summary>`oci:DIR[:REF]`: an OCI layout in a directory.</summary>
    Oci,

    /// <summary>`oci-archive:FILE[:REF]`: a layout in a tar.</summary>
    OciArchive,

    /// <summary>`docker-archive:FILE[:REF]`: what `docker save` writes.</summary>
    DockerArchive,

    /// <summary>`docker://HOST[:PORT]/REPOSITORY[:TAG|@DIGEST]`: a registry.</summary>
    Docker,
}
