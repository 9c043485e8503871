namespace UnionFs.FileProviders;

/// <summary>What a file provider makes of the paths it is given: by text, as PhysicalFileProvider does on Linux.</summary>
internal static class SubPath
{
    /// <summary>A root without a slash at its end; empty for `/`.</summary>
    internal static string Root(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        if (root[0] != '/') throw new ArgumentException($"The root '{root}' is no absolute path.", nameof(root));
        return TryResolve(root, out string path) ? path.TrimEnd('/') : throw new ArgumentException($"The root '{root}' is no path.", nameof(root));
    }

    /// <summary>
    /// A path below the root, with a slash in front and without `.`, `..` and empty names; empty for the root. A slash at the end stays: it asks for a directory.
    /// False for what leads above the root, and for a NUL.
    /// </summary>
    internal static bool TryResolve(string? subpath, out string path)
    {
        path = "";
        if (subpath is null || subpath.Contains('\0')) return false;
        var names = new List<string>();
        foreach (string name in subpath.Split('/'))
        {
            if (name is "" or ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
            else return false;
        }
        if (names.Count == 0) return true;
        path = "/" + string.Join('/', names) + (subpath.EndsWith('/') ? "/" : "");
        return true;
    }

    /// <summary>A filter without a slash in front and with slashes for backslashes. False for what leads above the root, and for a NUL.</summary>
    internal static bool TryNormalizeFilter(string filter, out string normal)
    {
        normal = filter.Replace('\\', '/').TrimStart('/');
        return TryResolve(normal, out _);
    }

    /// <summary>Whether the last name begins with a dot.</summary>
    internal static bool IsHidden(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> trimmed = path.TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..].StartsWith('.');
    }
}
