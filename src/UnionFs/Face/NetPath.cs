namespace UnionFs.Face;

/// <summary>What System.IO does to a path before the system sees it: argument checks, and `.`, `..` and `//` resolved by text alone.</summary>
internal static class NetPath
{
    /// <summary>The absolute path; one that starts without `/` starts at <paramref name="currentDirectory"/>.</summary>
    internal static string Full(string path, string currentDirectory, string parameter = "path")
    {
        ArgumentException.ThrowIfNullOrEmpty(path, parameter);
        if (path.Contains('\0')) throw new ArgumentException("Null character in path.", parameter);
        if (path[0] != '/') path = Join(currentDirectory, path);
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal)) return path;

        var names = new List<string>();
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }
        return "/" + string.Join('/', names) + (names.Count > 0 && path.EndsWith('/') ? "/" : "");
    }

    internal static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    /// <summary>System.IO asks for a file's state without the slash at the end.</summary>
    internal static string Trimmed(string full) => full.Length > 1 && full.EndsWith('/') ? full[..^1] : full;
}
