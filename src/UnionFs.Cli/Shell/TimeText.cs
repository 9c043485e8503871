using System.Globalization;

namespace UnionFs.Cli.Shell;

/// <summary>Times as touch takes them: `@SECONDS[.FRACTION]` since 1970, or a date, in UTC unless it says otherwise.</summary>
internal static class TimeText
{
    private const int NanosecondDigits = 9;

    internal static bool TryParse(string text, out UnixTime time)
    {
        if (text.StartsWith('@')) return TryParseSeconds(text.AsSpan(1), out time);
        bool isDate = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date);
        time = UnixTime.From(date);
        return isDate;
    }

    private static bool TryParseSeconds(ReadOnlySpan<char> text, out UnixTime time)
    {
        time = default;
        int dot = text.IndexOf('.');
        ReadOnlySpan<char> whole = dot < 0 ? text : text[..dot];
        ReadOnlySpan<char> fraction = dot < 0 ? "0" : text[(dot + 1)..];
        if (!long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)) return false;
        if (fraction.IsEmpty || fraction.Length > NanosecondDigits || !int.TryParse(fraction, NumberStyles.None, CultureInfo.InvariantCulture, out int nanoseconds)) return false;
        for (int i = fraction.Length; i < NanosecondDigits; i++) nanoseconds *= 10;
        // As the listings write it, @-1.5 is half a second after -1: the fraction always counts forwards.
        time = new UnixTime(seconds, nanoseconds);
        return true;
    }
}
