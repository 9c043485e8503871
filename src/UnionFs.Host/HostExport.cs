namespace UnionFs.Host;

/// <summary>Writes a tree to a directory of the host.</summary>
public static class HostExport
{
    /// <summary>Writes the directory at <paramref name="sourcePath"/> to <paramref name="destination"/>.</summary>
    public static ExportReport Export(
        FileSystem source, string sourcePath, string destination, ExportOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
        => throw new NotImplementedException();
}
