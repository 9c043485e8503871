using System.Text;

namespace UnionFs.Nodes;

/// <summary>
/// Names without their case, their form, or both: each UTF-16 unit as its upper case in no culture, after canonical decomposition. Surrogates stay as they are, and so
/// do the lone ones that stand for bytes. A table, since asking the runtime for a character beyond ASCII costs more than the rest of a lookup.
/// </summary>
internal static class NameFolding
{
    /// <summary>A name that can exist has at most 255 bytes; only what is asked for in vain is longer.</summary>
    private const int UsualLength = 256;

    private static readonly char[] Upper = Table();

    internal static bool AreAlike(NameComparison names, ReadOnlySpan<char> one, ReadOnlySpan<char> two)
    {
        if (!DependsOnForm(names, one) && !DependsOnForm(names, two)) return one.Length == two.Length && StartsAlike(names, one, two);
        Span<char> first = one.Length <= UsualLength ? stackalloc char[NameForm.RoomFor(UsualLength)] : new char[NameForm.RoomFor(one.Length)];
        Span<char> second = two.Length <= UsualLength ? stackalloc char[NameForm.RoomFor(UsualLength)] : new char[NameForm.RoomFor(two.Length)];
        return first[..Fold(names, one, first)].SequenceEqual(second[..Fold(names, two, second)]);
    }

    /// <summary>Whether a text starts with another; without regard to form.</summary>
    internal static bool StartsAlike(NameComparison names, ReadOnlySpan<char> text, ReadOnlySpan<char> start)
    {
        if (text.Length < start.Length) return false;
        if ((names & NameComparison.IgnoreCase) == 0) return text.StartsWith(start, StringComparison.Ordinal);
        char[] upper = Upper;
        for (int i = 0; i < start.Length; i++)
            if (upper[text[i]] != upper[start[i]]) return false;
        return true;
    }

    /// <summary>Equal for names that are alike, and for no others.</summary>
    internal static string KeyOf(NameComparison names, string name)
    {
        char[] key = new char[DependsOnForm(names, name) ? NameForm.RoomFor(name.Length) : name.Length];
        return new string(key, 0, Fold(names, name, key));
    }

    /// <summary>Equal for names that are alike.</summary>
    internal static int Hash(NameComparison names, ReadOnlySpan<char> name)
    {
        if (DependsOnForm(names, name)) return HashOfForm(names, name);
        if ((names & NameComparison.IgnoreCase) == 0) return NameHash.Of(name);
        Span<char> folded = name.Length <= 64 ? stackalloc char[64] : name.Length <= UsualLength ? stackalloc char[UsualLength] : new char[name.Length];
        folded = folded[..name.Length];
        FoldCase(name, folded);
        return NameHash.Of(folded);
    }

    /// <summary>Apart, so that names in ASCII do not clear the stack for it.</summary>
    private static int HashOfForm(NameComparison names, ReadOnlySpan<char> name)
    {
        Span<char> folded = name.Length <= UsualLength ? stackalloc char[NameForm.RoomFor(UsualLength)] : new char[NameForm.RoomFor(name.Length)];
        return NameHash.Of(folded[..Fold(names, name, folded)]);
    }

    /// <summary>Whether form may matter: ASCII has one.</summary>
    private static bool DependsOnForm(NameComparison names, ReadOnlySpan<char> name) => (names & NameComparison.IgnoreForm) != 0 && !Ascii.IsValid(name);

    /// <summary>
    /// Case last: there is no unit but one whose upper case decomposes to anything else than the upper case of what it decomposes to, so that names which are alike
    /// without case or without form are alike without both.
    /// </summary>
    private static int Fold(NameComparison names, ReadOnlySpan<char> name, Span<char> folded)
    {
        bool dependsOnForm = DependsOnForm(names, name);
        int length = name.Length;
        if (dependsOnForm) length = NameForm.Decompose(name, folded);
        else name.CopyTo(folded);
        if ((names & NameComparison.IgnoreCase) == 0) return length;
        FoldCase(folded[..length], folded);
        // The one is the long s with a dot, whose upper case is that of an s; a long s by itself has none in the runtime.
        if (dependsOnForm) folded[..length].Replace('\u017F', 'S');
        return length;
    }

    private static void FoldCase(ReadOnlySpan<char> name, Span<char> folded)
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
