namespace UnionFs.Archives;

/// <summary>Numbers in header fields: octal digits between spaces and NULs, or base-256 (two's complement) where the first bit is set.</summary>
internal static class TarNumber
{
    /// <summary>The value of a field, 0 if it is blank. False if it is neither form or over 63 bits.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> field, out long value) =>
        (field[0] & 0x80) != 0 ? TryParseBinary(field, out value) : TryParseOctal(field, out value);

    private static bool TryParseOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7' || value >> 60 != 0) return false;
            value = value << 3 | (uint)(digit - '0');
        }
        return true;
    }

    private static bool TryParseBinary(ReadOnlySpan<byte> field, out long value)
    {
        // The first bit is the mark, the second the sign; it is extended over the mark.
        bool negative = (field[0] & 0x40) != 0;
        value = negative ? -1 : 0;
        for (int i = 0; i < field.Length; i++)
        {
            if (value is > long.MaxValue >> 8 or < long.MinValue >> 8) return false;
            byte part = i > 0 ? field[i] : negative ? (byte)(field[0] | 0x80) : (byte)(field[0] & 0x7F);
            value = value << 8 | part;
        }
        return true;
    }
}
