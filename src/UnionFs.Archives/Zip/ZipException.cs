namespace UnionFs.Archives;

/// <summary>
/// A zip archive that is refused, or an entry of it that cannot be served as what the archive promised. An
/// <see cref="IOException"/>, so that one catch covers a bad archive and a bad disk, at opening and at reading.
/// </summary>
public sealed class ZipException : IOException
{
    internal ZipException(string archive, string? entry, string reason, Exception? inner = null)
        : base(Describe(archive, entry, reason), inner)
    {
        Archive = archive;
        Entry = entry;
    }

    /// <summary>The archive, as the caller named it.</summary>
    public string Archive { get; }

    /// <summary>The entry's name as the archive has it (see <see cref="NameEncoding"/>), or null when the archive as a whole is bad.</summary>
    public string? Entry { get; }

    private static string Describe(string archive, string? entry, string reason) =>
        entry is null ? $"Zip archive '{archive}': {reason}." : $"Zip archive '{archive}', entry '{Printable(entry)}': {reason}.";

    /// <summary>Control characters and escaped bytes as `\xNN`: a hostile name must not reach a terminal raw.</summary>
    private static string Printable(string name)
    {
        var text = new System.Text.StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (char.IsControl(c)) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else if (c is >= '\uDC80' and <= '\uDCFF' && !(text.Length > 0 && char.IsHighSurrogate(text[^1])))
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{c & 0xFF:X2}");
            else text.Append(c);
        }
        return text.ToString();
    }
}
