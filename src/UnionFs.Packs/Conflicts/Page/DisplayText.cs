using System.Globalization;
using System.Text;

namespace UnionFs.Packs.Page;

/// <summary>Names as a person may see them: anybody can have chosen one, and it must not turn text around, break a line or leave the page's markup.</summary>
internal static class DisplayText
{
    /// <summary>Controls, marks of direction, and bytes that are no UTF-8, as `\xNN` or `\u{NNNN}`.</summary>
    internal static string Of(string name)
    {
        if (!NeedsEscape(name)) return name;
        var text = new StringBuilder(name.Length + 8);
        for (ReadOnlySpan<char> rest = name; !rest.IsEmpty;)
        {
            bool isRune = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (!isRune) text.Append(CultureInfo.InvariantCulture, $"\\x{rest[0] & 0xFF:x2}");
            else if (!IsHidden(rune)) text.Append(rest[..length]);
            else if (rune.Value < 0x100) text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            rest = rest[length..];
        }
        return text.ToString();
    }

    /// <summary>A string of JSON that is safe inside a script element, whatever it holds.</summary>
    internal static void AppendJson(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\') json.Append('\\').Append(c);
            // `</script>` and `<!--` end or change the element; U+2028 and U+2029 end a line of script.
            else if (c < ' ' || c is '<' or '>' or '&' or '\u2028' or '\u2029' || char.IsSurrogate(c)) json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else json.Append(c);
        }
        json.Append('"');
    }

    private static bool NeedsEscape(string name)
    {
        foreach (char c in name)
            if (char.IsSurrogate(c) || c > '\x7E' && IsHidden(new Rune(c)) || c < ' ') return true;
        return false;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
