namespace UnionFs.Nodes;

/// <summary>
/// Canonical decomposition (NFD) of names, which may have what is no Unicode: that stays as it is. With a table of its own, since the runtime's answer depends on the ICU of
/// the host, and without one (InvariantGlobalization) it quietly changes nothing.
/// </summary>
internal static class NameForm
{
    /// <summary>No character decomposes to more than four units for each of its own.</summary>
    private const int MaxGrowth = 4;

    /// <summary>So many marks in a row are sorted where they are; more are nobody's language, and must not cost their square.</summary>
    private const int UsualMarks = 32;

    private const int HangulFirst = 0xAC00, HangulCount = 11_172, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7, Vowels = 21, Tails = 28;

    /// <summary>Units that the decomposition of so many may have.</summary>
    internal static int RoomFor(int units) => checked(units * MaxGrowth);

    /// <summary>Writes the decomposition and returns its length.</summary>
    internal static int Decompose(ReadOnlySpan<char> name, Span<char> into)
    {
        int written = 0;
        for (int i = 0; i < name.Length; i++)
        {
            char unit = name[i];
            if (unit < CanonicalTable.First)
            {
                into[written++] = unit;
                continue;
            }
            bool isPair = i + 1 < name.Length && char.IsSurrogatePair(unit, name[i + 1]);
            int character = isPair ? char.ConvertToUtf32(unit, name[++i]) : unit;
            if (character is >= HangulFirst and < HangulFirst + HangulCount) written += WriteHangul(character - HangulFirst, into[written..]);
            else if (CanonicalTable.DecompositionOf(character) is { } parts) written += Write(parts, into[written..]);
            else written += Write(name[(isPair ? i - 1 : i)..(i + 1)], into[written..]);
        }
        Sort(into[..written]);
        return written;
    }

    private static int Write(ReadOnlySpan<char> units, Span<char> into)
    {
        units.CopyTo(into);
        return units.Length;
    }

    private static int WriteHangul(int syllable, Span<char> into)
    {
        into[0] = (char)(LeadFirst + syllable / (Vowels * Tails));
        into[1] = (char)(VowelFirst + syllable % (Vowels * Tails) / Tails);
        int tail = syllable % Tails;
        if (tail > 0) into[2] = (char)(TailFirst + tail);
        return tail > 0 ? 3 : 2;
    }

    /// <summary>Brings marks that follow each other into the order of their classes; marks of one class keep theirs.</summary>
    private static void Sort(Span<char> text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = start, marks = 0, last = 0;
            bool isSorted = true;
            while (end < text.Length && CanonicalTable.ClassOf(text, end, out int length) is > 0 and var combining)
            {
                isSorted &= combining >= last;
                last = combining;
                marks++;
                end += length;
            }
            if (!isSorted) Sort(text[start..end], marks);
            start = Math.Max(end, start + 1);
        }
    }

    /// <summary>By class and place, in one number each.</summary>
    private static void Sort(Span<char> run, int marks)
    {
        Span<long> keys = marks <= UsualMarks ? stackalloc long[UsualMarks] : new long[marks];
        keys = keys[..marks];
        char[]? copied = run.Length <= 2 * UsualMarks ? null : run.ToArray();
        Span<char> copy = copied ?? stackalloc char[2 * UsualMarks];
        run.CopyTo(copy);
        for (int i = 0, at = 0; i < marks; i++)
        {
            int combining = CanonicalTable.ClassOf(run, at, out int length);
            keys[i] = (long)combining << 40 | (long)at << 8 | (uint)length;
            at += length;
        }
        keys.Sort();
        int next = 0;
        foreach (long key in keys) next += Write(copy.Slice((int)(key >> 8), (int)(key & 0xFF)), run[next..]);
    }
}
