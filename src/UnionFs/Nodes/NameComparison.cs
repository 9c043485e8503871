namespace UnionFs;

/// <summary>Which names of a directory are the same name.</summary>
public enum NameComparison
{
    /// <summary>Those of the same characters, as on Linux.</summary>
    Ordinal,
    /// <summary>
    /// Those that differ in case alone, as on Windows; what a name is written like is kept. Each UTF-16 unit counts as its upper case
    /// (<see cref="char.ToUpperInvariant(char)"/>): no culture, no language, no normalisation, and characters beyond U+FFFF count as they are.
    /// </summary>
    IgnoreCase,
}

/// <summary>What a comparison of names says about names.</summary>
public static class NameComparisonExtensions
{
    /// <summary>Equal, ordinally, for names that are the same name under <paramref name="names"/>, and for no others. O(length).</summary>
    public static string KeyOf(this NameComparison names, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return names == NameComparison.Ordinal ? name : Nodes.NameFolding.KeyOf(name);
    }
}
