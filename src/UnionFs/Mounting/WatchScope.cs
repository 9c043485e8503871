using UnionFs.Nodes;

namespace UnionFs.Mounting;

/// <summary>Which paths a feed is about. It goes by text: the paths of events are physical.</summary>
/// <param name="Path">An absolute path without a slash at its end; `/` alone for the root.</param>
/// <param name="IsRecursive">Whether what lies deeper than a direct entry counts.</param>
/// <param name="Names">How names in paths compare.</param>
internal sealed record WatchScope(string Path, bool IsRecursive, NameComparison Names)
{
    internal bool Includes(in FileChange change)
    {
        if (Includes(change.Path) || change.OldPath is not null && Includes(change.OldPath)) return true;
        // What happens to a whole tree above happens to what is watched in it.
        return change.Kind is FileChangeKind.Deleted or FileChangeKind.Renamed or FileChangeKind.Exchanged
            && (IsBelow(Path, change.Path) || change.OldPath is not null && IsBelow(Path, change.OldPath));
    }

    private bool Includes(string path) =>
        path.Length == Path.Length && StartsWith(path, Path) || IsBelow(path, Path) && (IsRecursive || path.LastIndexOf('/') == (Path.Length == 1 ? 0 : Path.Length));

    private bool IsBelow(string path, string directory) =>
        directory.Length == 1 ? path.Length > 1
        : path.Length > directory.Length && path[directory.Length] == '/' && StartsWith(path, directory);

    private bool StartsWith(string path, string start) => Names == NameComparison.Ordinal
        ? path.StartsWith(start, StringComparison.Ordinal)
        : NameFolding.StartsAlike(path, start);
}
