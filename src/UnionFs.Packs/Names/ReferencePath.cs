namespace UnionFs.Packs.Names;

/// <summary>References as packs write them: from the union's root, with either separator.</summary>
internal static class ReferencePath
{
    /// <summary>The path; null where the reference leads out of the union or names nothing that can be.</summary>
    internal static string? Of(string reference)
    {
        if (reference.Contains('\0', StringComparison.Ordinal)) return null;
        var names = new List<string>();
        foreach (string name in reference.Split('/', '\\'))
        {
            if (name is "" or ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
            else return null;
        }
        return "/" + string.Join('/', names);
    }
}
