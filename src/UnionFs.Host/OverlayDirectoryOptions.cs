namespace UnionFs.Host;

/// <summary>How a directory that overlayfs wrote becomes a layer.</summary>
public sealed record OverlayDirectoryOptions : HostDirectoryOptions
{
    /// <summary>
    /// Whether overlayfs was mounted with `userxattr`, so that its marks are in the user. namespace alone. False: marks in the
    /// trusted. and the user. namespace both count, and the caller must be able to see the trusted. one (CAP_SYS_ADMIN).
    /// </summary>
    public bool UserXattr { get; init; }
}
