namespace UnionFs.Testing;

/// <summary>A path and all below it, by text.</summary>
internal sealed class PathScope
{
    private readonly string _path;

    internal PathScope(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path[0] != '/' || path.Split('/').Any(name => name is "." or "..") || path.Contains("//", StringComparison.Ordinal))
            throw new ArgumentException($"'{path}' is no physical path: absolute, without '.', '..' and empty names.", nameof(path));
        _path = path.TrimEnd('/');
    }

    internal bool Includes(string path) =>
        path.StartsWith(_path, StringComparison.Ordinal) && (path.Length == _path.Length || path[_path.Length] == '/');

    /// <summary>Whether a change happens here; what is removed or moved above takes this along.</summary>
    internal bool IsTouchedBy(FileChange change) => IsTouchedAt(change, change.Path) || change.OldPath is { } old && IsTouchedAt(change, old);

    private bool IsTouchedAt(FileChange change, string path) =>
        Includes(path) || change.Kind is FileChangeKind.Deleted or FileChangeKind.Renamed or FileChangeKind.Exchanged && _path.StartsWith(path + "/", StringComparison.Ordinal);
}
