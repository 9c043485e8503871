namespace UnionFs.Cli.Listing;

/// <summary>Paths in the union as text, and the one physical path that stands for an operand in reports.</summary>
internal static class UnionPath
{
    /// <summary><paramref name="path"/> as seen from <paramref name="directory"/>. An empty path stays empty: it is an error (ENOENT), not a directory.</summary>
    internal static string Absolute(string directory, string path) =>
        path.Length == 0 || path[0] == '/' ? path : Join(directory, path);

    internal static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    /// <summary>The last component, without trailing slashes; `/` for the root.</summary>
    internal static string NameOf(string path)
    {
        string trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>What is before the last component.</summary>
    internal static string ParentOf(string path)
    {
        string trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        return slash <= 0 ? "/" : trimmed[..slash];
    }

    /// <summary>The physical path of an operand; a link in the last component is kept, and need not lead anywhere.</summary>
    internal static FsError Canonical(FileSystem fileSystem, string path, out string canonical)
    {
        canonical = "";
        FsError error = fileSystem.Posix.LStat(path, out _);
        if (error != FsError.None) return error;
        // A trailing slash or dots name what a link leads to.
        if (path.EndsWith('/') || NameOf(path) is "." or ".." or "/") return fileSystem.Posix.RealPath(path, out canonical);
        return fileSystem.Posix.RealPath(path, out canonical, follow: false);
    }

    /// <summary>Whether two operands are one entry, and the second spells it otherwise than it is spelled: only where case is ignored.</summary>
    internal static bool IsRespelling(FileSystem fileSystem, string from, string to) =>
        fileSystem.Layers.Names != NameComparison.Ordinal
        && Canonical(fileSystem, from, out string source) == FsError.None && Canonical(fileSystem, to, out string target) == FsError.None
        && source == target && NameOf(target) != NameOf(to);

    /// <summary>`.` and `..` resolved by text, as `cd` of a shell does.</summary>
    internal static string Normalise(string path)
    {
        var names = new List<string>();
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }
        return "/" + string.Join('/', names);
    }
}
