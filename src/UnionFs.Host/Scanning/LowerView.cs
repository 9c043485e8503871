namespace UnionFs.Host.Scanning;

/// <summary>The merged lower layers as overlayfs looks a path up in them: name by name, through directories alone, never through a link.</summary>
internal sealed class LowerView(Snapshot lowers)
{
    private readonly Dictionary<string, bool> _directories = new(StringComparer.Ordinal) { ["/"] = true };

    internal static string Join(string directory, string name) => directory == "/" ? "/" + name : $"{directory}/{name}";

    internal static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    internal bool IsDirectory(string path)
    {
        if (_directories.TryGetValue(path, out bool known)) return known;
        bool isDirectory = IsDirectory(ParentOf(path)) && lowers.Posix.LStat(path, out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory;
        _directories.Add(path, isDirectory);
        return isDirectory;
    }

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
