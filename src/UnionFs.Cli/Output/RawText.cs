using System.Buffers;
using System.Text;

namespace UnionFs.Cli.Output;

/// <summary>
/// Text that may hold bytes which are no UTF-8, as lone surrogates U+DCNN (see <see cref="NameEncoding"/>), between strings and bytes.
/// Unlike a name, text of the tool can be put together from pieces, so every string has bytes here.
/// </summary>
internal static class RawText
{
    /// <summary>The bytes of any string: U+DCNN is the byte 0xNN; a surrogate that stands for no byte is U+FFFD.</summary>
    internal static byte[] Encode(ReadOnlySpan<char> text)
    {
        if (NameEncoding.TryEncode(text, out byte[] bytes)) return bytes;
        var buffer = new byte[text.Length * 3];
        int length = 0;
        while (!text.IsEmpty)
        {
            bool isRune = Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) == OperationStatus.Done;
            if (!isRune && text[0] is >= '\uDC80' and <= '\uDCFF') buffer[length++] = (byte)text[0];
            else length += rune.EncodeToUtf8(buffer.AsSpan(length));
            text = text[consumed..];
        }
        return buffer[..length];
    }

    /// <summary>
    /// The one string for the bytes of <paramref name="text"/>: two escaped bytes that came together from quoted pieces may be
    /// a character, and only that spelling is a name.
    /// </summary>
    internal static string Normalise(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? NameEncoding.Decode(Encode(text)) : text;

    /// <summary>Text for one line of an error message: a name may hold line feeds, escape sequences and bytes.</summary>
    internal static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            bool isRune = Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed) == OperationStatus.Done;
            if (!isRune) line.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{rest[0] & 0xFF:x2}");
            else if (rune.Value == '\n') line.Append("\\n");
            else if (Rune.IsControl(rune)) line.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else line.Append(rest[..consumed]);
            rest = rest[consumed..];
        }
        return line.ToString();
    }
}
