namespace UnionFs.Archives;

/// <summary>What the name of a tar entry means as a path: names from the root, and whether it says to be a directory.</summary>
/// <param name="Names">None for the root.</param>
/// <param name="IsDirectory">It ended in `/` or `/.`.</param>
internal readonly record struct EntryPath(string[] Names, bool IsDirectory)
{
    /// <summary>Takes a name apart, or says why it cannot be taken. A `/` in front, doubled ones and `.` do not matter.</summary>
    internal static string? Parse(string name, bool clampDotDot, out EntryPath path)
    {
        path = default;
        if (name.Length == 0) return "the name is empty";
        string[] parts = name.Split('/');
        var names = new List<string>(parts.Length);
        foreach (string part in parts)
        {
            if (part is "" or ".") continue;
            if (part != "..") names.Add(part);
            else if (!clampDotDot) return "the name has a `..`";
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }
        path = new EntryPath([.. names], parts[^1] is "" or "." or "..");
        return null;
    }
}
