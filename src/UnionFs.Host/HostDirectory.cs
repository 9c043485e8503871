namespace UnionFs.Host;

/// <summary>A directory of the host as a layer.</summary>
public static class HostDirectory
{
    /// <summary>The tree at <paramref name="path"/> as a layer.</summary>
    public static Layer Open(string path, HostDirectoryOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
        => throw new NotImplementedException();
}
