namespace UnionFs.Face;

/// <summary>What System.IO does to a path before the system sees it: argument checks, and `.`, `..` and `//` resolved by text alone.</summary>
internal static class NetPath
{
    internal static string Full(string path, string parameter = "path")
    {
        ArgumentNullException.ThrowIfNull(path, parameter);
        if (path.Length == 0) throw new ArgumentException("The value cannot be an empty string.", parameter);
        if (path.Contains('\0')) throw new ArgumentException("Null character in path.", parameter);
        if (path[0] == '/' && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal)) return path;

        var names = new List<string>();
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }
        return "/" + string.Join('/', names) + (names.Count > 0 && path.EndsWith('/') ? "/" : "");
    }
}
