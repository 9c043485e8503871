namespace UnionFs.Archives;

/// <summary>How the entries of an archive become a layer.</summary>
public sealed record TarLayerOptions
{
    /// <summary>The defaults below: names as they are.</summary>
    public static TarLayerOptions Default { get; } = new();

    /// <summary>The defaults for a layer of an OCI or Docker image.</summary>
    public static TarLayerOptions Diff { get; } = new() { IsDiff = true };

    /// <summary>
    /// Whether `.wh.NAME` is a whiteout and `.wh..wh..opq` makes its directory opaque, as in the layers of images, and a hard link may
    /// be to a file of a layer below. Else such names are names like any other.
    /// </summary>
    public bool IsDiff { get; init; }

    /// <summary>How the archive is unpacked, where it is compressed, and what it may declare.</summary>
    public TarBlobOptions Blob { get; init; } = TarBlobOptions.Default;

    /// <summary>Whether `..` in a name goes up as far as the root, as the common engines have it. Else it is refused.</summary>
    public bool ClampDotDot { get; init; }

    /// <summary>Whether two entries for one path are refused. Else the last wins, with a warning.</summary>
    public bool RefuseDuplicates { get; init; }

    /// <summary>Whether an entry of unknown type is left out with a warning. Else it is refused.</summary>
    public bool SkipUnknownTypes { get; init; }

    /// <summary>
    /// Whether extended attributes that mean something to the file system they came from, and nothing to a tree, are left out with a
    /// warning: `trusted.overlay.*`, `user.overlay.*` (whoever puts such a layer on an overlayfs would find files hidden) and `system.nfs4_acl`.
    /// </summary>
    public bool StripForeignXattrs { get; init; }

    /// <summary>Whether the files that eStargz adds at the root are left out: its table of contents and the prefetch landmarks.</summary>
    public bool HideStargzFiles { get; init; }

    /// <summary>
    /// The layers below, if names shall lead through their symbolic links, as umoci has it: `lib/x` goes to `usr/lib/x` where a lower `lib`
    /// is a link to there. Null (as Docker and containerd have it): what an entry's own layer does not say to be a link is a directory.
    /// </summary>
    public LayerStack? FollowLinksOf { get; init; }
}
