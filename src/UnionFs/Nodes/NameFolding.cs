namespace UnionFs.Nodes;

/// <summary>
/// Names without their case: each UTF-16 unit as its upper case in no culture. Surrogates stay as they are, and so do the lone ones that
/// stand for bytes. A table, since asking the runtime for a character beyond ASCII costs more than the rest of a lookup.
/// </summary>
internal static class NameFolding
{
    private static readonly char[] Upper = Table();

    internal static bool AreAlike(ReadOnlySpan<char> one, ReadOnlySpan<char> two) => one.Length == two.Length && StartsAlike(one, two);

    internal static bool StartsAlike(ReadOnlySpan<char> text, ReadOnlySpan<char> start)
    {
        if (text.Length < start.Length) return false;
        char[] upper = Upper;
        for (int i = 0; i < start.Length; i++)
            if (upper[text[i]] != upper[start[i]]) return false;
        return true;
    }

    /// <summary>Equal for names that are alike, and for no others.</summary>
    internal static string KeyOf(string name) => string.Create(name.Length, name, static (key, name) => Fold(name, key));

    /// <summary>Equal for names that are alike.</summary>
    internal static int Hash(ReadOnlySpan<char> name)
    {
        // A name that can exist has at most 255 bytes; only what is asked for in vain is longer.
        Span<char> folded = name.Length <= 64 ? stackalloc char[64] : name.Length <= 256 ? stackalloc char[256] : new char[name.Length];
        folded = folded[..name.Length];
        Fold(name, folded);
        return NameHash.Of(folded);
    }

    private static void Fold(ReadOnlySpan<char> name, Span<char> folded)
    {
        char[] upper = Upper;
        for (int i = 0; i < name.Length; i++) folded[i] = upper[name[i]];
    }

    private static char[] Table()
    {
        var upper = new char[char.MaxValue + 1];
        for (int i = 0; i < upper.Length; i++) upper[i] = char.ToUpperInvariant((char)i);
        return upper;
    }
}
