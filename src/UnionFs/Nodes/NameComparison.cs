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
