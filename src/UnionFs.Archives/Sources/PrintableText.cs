using System.Globalization;
using System.Text;

namespace UnionFs.Archives;

/// <summary>Messages about archives quote names that anybody may have chosen: a hostile one must not reach a terminal raw.</summary>
internal static class PrintableText
{
    /// <summary>Control characters, and bytes that <see cref="NameEncoding"/> escaped, as `\xNN`.</summary>
    internal static string Of(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (char c in message)
        {
            if (char.IsControl(c)) text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else if (c is >= '\uDC80' and <= '\uDCFF' && !(text.Length > 0 && char.IsHighSurrogate(text[^1])))
                text.Append(CultureInfo.InvariantCulture, $"\\x{c & 0xFF:X2}");
            else text.Append(c);
        }
        return text.ToString();
    }
}
