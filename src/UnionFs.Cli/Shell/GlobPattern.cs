namespace UnionFs.Cli.Shell;

/// <summary>Matches a name against `*`, `?`, `[a-z]`, `[!a-z]` and backslash escapes, as fnmatch does. A character beyond U+FFFF is one character.</summary>
internal static class GlobPattern
{
    internal static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // The last star is the only one worth going back to: linear but for that.
        int p = 0, n = 0, star = -1, starName = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starName = n;
                continue;
            }
            int length = CharacterLength(name[n..]);
            if (p < pattern.Length && MatchOne(pattern, ref p, name.Slice(n, length)))
            {
                n += length;
                continue;
            }
            if (star < 0) return false;
            p = star + 1;
            n = starName += CharacterLength(name[starName..]);
        }
        return pattern[p..].Trim('*').IsEmpty;
    }

    private static bool MatchOne(ReadOnlySpan<char> pattern, ref int p, ReadOnlySpan<char> character)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[' when EndOfSet(pattern, p) is > 0 and var end:
                bool isMatch = IsInSet(pattern[(p + 1)..end], character);
                if (isMatch) p = end + 1;
                return isMatch;
            case '\\' when p + 1 < pattern.Length:
                return MatchLiteral(pattern, ref p, p + 1, character);
            default:
                return MatchLiteral(pattern, ref p, p, character);
        }
    }

    private static bool MatchLiteral(ReadOnlySpan<char> pattern, ref int p, int at, ReadOnlySpan<char> character)
    {
        if (!pattern[at..].StartsWith(character)) return false;
        p = at + character.Length;
        return true;
    }

    /// <summary>The closing bracket; -1 where there is none, and `[` is itself. A bracket that comes first is a member.</summary>
    private static int EndOfSet(ReadOnlySpan<char> pattern, int open)
    {
        int i = open + 1;
        if (i < pattern.Length && pattern[i] is '!' or '^') i++;
        for (int first = i; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == ']' && i > first) return i;
        }
        return -1;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, ReadOnlySpan<char> character)
    {
        bool isNegated = set is ['!' or '^', ..];
        if (isNegated) set = set[1..];
        int wanted = CodePoint(character, out _);
        bool found = false;
        while (!set.IsEmpty)
        {
            int low = Member(ref set);
            int high = low;
            if (set is ['-', _, ..])
            {
                set = set[1..];
                high = Member(ref set);
            }
            found |= low <= wanted && wanted <= high;
        }
        return found != isNegated;
    }

    private static int Member(ref ReadOnlySpan<char> set)
    {
        if (set is ['\\', _, ..]) set = set[1..];
        int value = CodePoint(set, out int length);
        set = set[length..];
        return value;
    }

    private static int CodePoint(ReadOnlySpan<char> text, out int length)
    {
        length = CharacterLength(text);
        return length == 2 ? char.ConvertToUtf32(text[0], text[1]) : text[0];
    }

    private static int CharacterLength(ReadOnlySpan<char> text) => text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? 2 : 1;
}
