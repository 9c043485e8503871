namespace UnionFs;

/// <summary>Which names of a directory are the same name.</summary>
[Flags]
public enum NameComparison
{
    /// <summary>Those of the same characters, as on Linux.</summary>
    Ordinal = 0,
    /// <summary>
    /// Those that differ in case alone, as on Windows; what a name is written like is kept. Each UTF-16 unit counts as its upper case
    /// (<see cref="char.ToUpperInvariant(char)"/>): no culture, no language, no normalisation, and characters beyond U+FFFF count as they are.
    /// </summary>
    IgnoreCase = 1,
    /// <summary>
    /// Those that are canonically equivalent, as on macOS: `é` composed (NFC) and `e` with an accent (NFD); what a name is written like is kept. Bytes that are no
    /// UTF-8 count as they are. By the tables of Unicode 15, on every host.
    /// </summary>
    IgnoreForm = 2,
    /// <summary>Those that differ in case, in form, or in both.</summary>
    IgnoreCaseAndForm = IgnoreCase | IgnoreForm,
}

/// <summary>What a comparison of names says about names.</summary>
public static class NameComparisonExtensions
{
    /// <summary>Equal, ordinally, for names that are the same name under <paramref name="names"/>, and for no others; of a path, its names' with `/` between. O(length).</summary>
    public static string KeyOf(this NameComparison names, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return names == NameComparison.Ordinal ? name : Nodes.NameFolding.KeyOf(names, name);
    }
}
