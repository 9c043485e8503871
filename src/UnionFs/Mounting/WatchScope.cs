using UnionFs.Nodes;

namespace UnionFs.Mounting;

/// <summary>Which paths a feed is about. It goes by text: the paths of events are physical.</summary>
/// <param name="Path">An absolute path without a slash at its end; `/` alone for the root.</param>
/// <param name="IsRecursive">Whether what lies deeper than a direct entry counts.</param>
/// <param name="Names">How names in paths compare.</param>
internal sealed record WatchScope(string Path, bool IsRecursive, NameComparison Names)
{
    private readonly string _key = KeyOf(Names, Path);

    internal bool Includes(in FileChange change)
    {
        string path = KeyOf(Names, change.Path);
        string? oldPath = change.OldPath is null ? null : KeyOf(Names, change.OldPath);
        if (Includes(path) || oldPath is not null && Includes(oldPath)) return true;
        // What happens to a whole tree above happens to what is watched in it.
        return change.Kind is FileChangeKind.Deleted or FileChangeKind.Renamed or FileChangeKind.Exchanged
            && (IsBelow(_key, path) || oldPath is not null && IsBelow(_key, oldPath));
    }

    private bool Includes(string path) =>
        path.Length == _key.Length && StartsWith(path, _key) || IsBelow(path, _key) && (IsRecursive || path.LastIndexOf('/') == (_key.Length == 1 ? 0 : _key.Length));

    private bool IsBelow(string path, string directory) =>
        directory.Length == 1 ? path.Length > 1
        : path.Length > directory.Length && path[directory.Length] == '/' && StartsWith(path, directory);

    private bool StartsWith(string path, string start) => Names == NameComparison.Ordinal
        ? path.StartsWith(start, StringComparison.Ordinal)
        : NameFolding.StartsAlike(Names, path, start);

    /// <summary>Paths that are alike without their form need not have one length.</summary>
    private static string KeyOf(NameComparison names, string path) => (names & NameComparison.IgnoreForm) == 0 ? path : NameFolding.KeyOf(NameComparison.IgnoreForm, path);
}
