namespace UnionFs.SystemIO.Watching;

/// <summary>
/// Where a watched directory is, as the changes tell: it is followed when it or one above it is renamed, as inotify does, and lost when it is removed.
/// </summary>
internal sealed class WatchedDirectory(string path, bool isRecursive)
{
    private string? _path = path; // null when it is gone

    /// <summary>Whether a change has to do with the directory. Changes must come in order: this one is taken into account.</summary>
    internal bool Follow(in FileChange change)
    {
        if (_path is null) return false;
        if (change.Kind == FileChangeKind.Deleted && IsAtOrBelow(_path, change.Path)) _path = null;
        else if (change.OldPath is { } old && IsAtOrBelow(_path, old)) _path = change.Path + _path[old.Length..];
        else if (change.Kind == FileChangeKind.Renamed && IsAtOrBelow(_path, change.Path)) _path = null; // replaced
        else if (change.Kind == FileChangeKind.Exchanged && IsAtOrBelow(_path, change.Path)) _path = change.OldPath + _path[change.Path.Length..];
        else return NameOf(change.Path) is not null || change.OldPath is not null && NameOf(change.OldPath) is not null;
        return true;
    }

    /// <summary>The name of an entry, relative to the directory; null where it is not watched.</summary>
    internal string? NameOf(string entry)
    {
        if (_path is null || entry.Length <= _path.Length || !IsAtOrBelow(entry, _path)) return null;
        string name = entry[(_path.Length == 1 ? 1 : _path.Length + 1)..];
        return isRecursive || !name.Contains('/') ? name : null;
    }

    private static bool IsAtOrBelow(string path, string directory) => directory.Length == 1
        || path.StartsWith(directory, StringComparison.Ordinal) && (path.Length == directory.Length || path[directory.Length] == '/');
}
