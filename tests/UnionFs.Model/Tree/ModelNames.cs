namespace UnionFs.Model;

/// <summary>Names where case is ignored, the plain way: unit by unit in upper case, and every entry looked at.</summary>
public static class ModelNames
{
    public static string Fold(string name) => string.Concat(name.Select(char.ToUpperInvariant));

    /// <summary>How a directory spells a name: as asked, or else as the first that differs in case alone; null where it has none.</summary>
    public static string? Spelling(ModelInode directory, string name, bool ignoreCase)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (directory.Children.ContainsKey(name)) return name;
        return ignoreCase ? directory.Children.Keys.FirstOrDefault(there => Fold(there) == Fold(name)) : null;
    }
}
