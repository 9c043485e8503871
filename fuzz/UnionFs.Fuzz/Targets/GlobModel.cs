namespace UnionFs.Fuzz.Targets;

/// <summary>Globs of the shell in two passes, pattern to tokens and a table of which tokens reach where: slow, and nothing to go back to.</summary>
internal static class GlobModel
{
    /// <summary>Whether a character is one of those meant; null is the star.</summary>
    private delegate bool Token(int character);

    internal static bool IsMatch(string pattern, string name)
    {
        int[] characters = [.. Characters(name)];
        var reached = new bool[characters.Length + 1];
        reached[0] = true;
        foreach (Token? token in Tokens([.. Characters(pattern)]))
        {
            var next = new bool[reached.Length];
            for (int i = 0; i < reached.Length; i++)
                next[i] = token is null ? reached[i] || i > 0 && next[i - 1] : i > 0 && reached[i - 1] && token(characters[i - 1]);
            reached = next;
        }
        return reached[^1];
    }

    private static IEnumerable<int> Characters(string text)
    {
        for (int i = 0; i < text.Length; i++)
            yield return i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
    }

    private static IEnumerable<Token?> Tokens(int[] pattern)
    {
        // Behind a set that does not end none does, so nobody looks again: what ends one would have ended the first.
        bool mayEnd = true;
        for (int i = 0; i < pattern.Length; i++)
        {
            int wanted = pattern[i];
            if (wanted == '*') yield return null;
            else if (wanted == '?') yield return _ => true;
            else if (wanted == '[' && mayEnd && ReadSet(pattern, ref i) is { } set) yield return set;
            else
            {
                mayEnd &= wanted != '[';
                if (wanted == '\\' && i + 1 < pattern.Length) wanted = pattern[++i];
                yield return character => character == wanted;
            }
        }
    }

    /// <summary>A set in brackets, with the index at its end; null, and the index as it was, where it has no end.</summary>
    private static Token? ReadSet(int[] pattern, ref int index)
    {
        int i = index + 1;
        bool isNegated = i < pattern.Length && pattern[i] is '!' or '^';
        if (isNegated) i++;
        var members = new List<(int Character, bool IsEscaped)>();
        for (bool isFirst = true; ; isFirst = false, i++)
        {
            if (i >= pattern.Length) return null;
            if (pattern[i] == ']' && !isFirst) break;
            bool isEscaped = pattern[i] == '\\';
            if (isEscaped && ++i >= pattern.Length) return null;
            members.Add((pattern[i], isEscaped));
        }
        index = i;
        var ranges = new List<(int Low, int High)>();
        for (int m = 0; m < members.Count; m++)
        {
            bool isRange = m + 2 < members.Count && members[m + 1] is ('-', false);
            ranges.Add((members[m].Character, members[isRange ? m + 2 : m].Character));
            if (isRange) m += 2;
        }
        return character => isNegated != ranges.Any(range => range.Low <= character && character <= range.High);
    }
}
