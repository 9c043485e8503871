using System.Buffers;
using System.Text;

namespace UnionFs;

/// <summary>
/// The lossless mapping between names as bytes (tar, zip, a Linux host, FUSE) and names as .NET strings.
/// Valid UTF-8 maps to itself; a byte 0xNN that is no part of valid UTF-8 maps to the lone low surrogate U+DCNN and back
/// (the rule of Python's <c>surrogateescape</c>, PEP 383).
/// </summary>
public static class NameEncoding
{
    /// <summary>The string for <paramref name="bytes"/>. Total: every byte sequence has exactly one string.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed) == OperationStatus.Done)
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            else
                for (int i = 0; i < consumed; i++) text.Append((char)(0xDC00 | bytes[i]));
            bytes = bytes[consumed..];
        }
        return text.ToString();
    }

    /// <summary>The bytes of <paramref name="text"/>.</summary>
    /// <exception cref="ArgumentException">No byte sequence maps to <paramref name="text"/> (see <see cref="TryEncode"/>).</exception>
    public static byte[] Encode(ReadOnlySpan<char> text) =>
        TryEncode(text, out byte[] bytes) ? bytes : throw new ArgumentException("The name has a lone surrogate that stands for no byte.", nameof(text));

    /// <summary>
    /// The bytes of <paramref name="text"/>, or false when none map to it: a lone surrogate outside U+DC80..U+DCFF,
    /// or escapes whose bytes together are valid UTF-8 (those bytes have another, proper string).
    /// </summary>
    public static bool TryEncode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            bytes = new byte[Encoding.UTF8.GetByteCount(text)];
            Encoding.UTF8.GetBytes(text, bytes);
            return true;
        }
        var buffer = new byte[text.Length * 3];
        int length = 0;
        bool escaped = false;
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed) == OperationStatus.Done)
            {
                length += rune.EncodeToUtf8(buffer.AsSpan(length));
            }
            else if (rest[0] is >= '\uDC80' and <= '\uDCFF')
            {
                buffer[length++] = (byte)rest[0];
                escaped = true;
            }
            else
            {
                bytes = [];
                return false;
            }
            rest = rest[consumed..];
        }
        bytes = buffer[..length];
        return !escaped || text.SequenceEqual(Decode(bytes));
    }
}
