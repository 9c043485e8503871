namespace UnionFs.Host;

/// <summary>A directory as overlayfs writes it, an upper or a lower one, as a layer.</summary>
public static class OverlayDirectory
{
    /// <summary>The tree at <paramref name="path"/> as a layer, with overlayfs's marks as whiteouts and opaque directories.</summary>
    public static Layer Open(string path, OverlayDirectoryOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
        => throw new NotImplementedException();
}
