namespace UnionFs.Host.Scanning;

/// <summary>The merged lower layers as overlayfs looks a path up in them: name by name, through directories alone, never through a link.</summary>
internal sealed class LowerView(Snapshot lowers)
{
    private readonly Dictionary<string, bool> _directories = new(StringComparer.Ordinal) { ["/"] = true };

    internal static string Join(string directory, string name) => directory == "/" ? "/" + name : $"{directory}/{name}";

    internal static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    /// <summary>Whether a path leads to a directory; O(its length) once. By a loop, since what a redirect says may be of any depth.</summary>
    internal bool IsDirectory(string path)
    {
        if (_directories.TryGetValue(path, out bool isDirectory)) return isDirectory;
        isDirectory = true;
        for (int end = path.IndexOf('/', 1); isDirectory && end >= 0; end = path.IndexOf('/', end + 1)) isDirectory = IsEntry(path[..end]);
        isDirectory = isDirectory && IsEntry(path);
        _directories.Add(path, isDirectory);
        return isDirectory;
    }

    /// <summary>Whether a name in a directory, whose own path is known to be plain, is a directory.</summary>
    private bool IsEntry(string path) =>
        _directories.TryGetValue(path, out bool known) ? known : lowers.Posix.LStat(path, out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory;

    /// <summary>The bytes of the file at a path; null where there is none.</summary>
    internal Content? FindContent(string path) =>
        IsDirectory(ParentOf(path)) && lowers.Posix.LStat(path, out FileStat stat) == FsError.None && stat.Kind == NodeKind.File
            && lowers.Posix.ReadContent(path, out Content content) == FsError.None ? content : null;

    /// <summary>What a directory holds.</summary>
    internal DirectoryListing List(string path)
    {
        lowers.Posix.ReadDirectory(path, out DirectoryListing? listing).ThrowIfError(path, isDirectory: true);
        return listing!;
    }

    internal FileStat Stat(string path)
    {
        lowers.Posix.LStat(path, out FileStat stat).ThrowIfError(path);
        return stat;
    }

    internal string LinkTarget(string path)
    {
        lowers.Posix.ReadLink(path, out string target).ThrowIfError(path);
        return target;
    }
}
