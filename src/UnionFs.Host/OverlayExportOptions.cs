namespace UnionFs.Host;

/// <summary>How a difference is written as overlayfs keeps it.</summary>
public sealed record OverlayExportOptions
{
    /// <summary>
    /// Whether marks are written in the user. namespace, for a mount with `userxattr`; then no privilege is needed, but for owners.
    /// False: in the trusted. one, which takes CAP_SYS_ADMIN.
    /// </summary>
    public bool UserXattr { get; init; }

    /// <summary>
    /// Whether whiteouts are empty files with a mark instead of devices 0:0: for file systems and mounts where such a device cannot be made. The
    /// kernel (6.8 or later) heeds those in lower directories only; as an upper one it would list them.
    /// </summary>
    public bool MarkedWhiteouts { get; init; }

    /// <summary>As <see cref="ExportOptions.Owners"/>.</summary>
    public bool Owners { get; init; } = true;
}
