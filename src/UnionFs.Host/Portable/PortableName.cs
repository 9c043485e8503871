namespace UnionFs.Host.Portable;

/// <summary>Which names of a tree are one name on this host, and mean nothing more.</summary>
internal static class PortableName
{
    private static readonly char[] Invalid = Path.GetInvalidFileNameChars();

    /// <summary>
    /// The name. To Windows `a\b` is a path, `a:b` a stream, `.. ` is `..` and `NUL.txt` a device: what it would take for something
    /// else is refused.
    /// </summary>
    internal static string Check(string name)
    {
        bool special = OperatingSystem.IsWindows() && (name[^1] is '.' or ' ' || IsWindowsDevice(name));
        if (name is "." or ".." || special || name.AsSpan().ContainsAny(Invalid)) throw new IOException($"'{name}' is no name for a file on this host.");
        // Not to be mapped to something else by an encoder: System.IO turns lone surrogates into U+FFFD.
        if (!OperatingSystem.IsWindows() && name.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !IsWellFormed(name)) throw new IOException($"'{name}' is no UTF-8, which System.IO cannot write.");
        return name;
    }

    internal static bool IsWindowsDevice(string name)
    {
        string stem = name.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" || stem.Length == 4 && stem[..3] is "COM" or "LPT" && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³');
    }

    private static bool IsWellFormed(string name)
    {
        foreach (System.Text.Rune rune in name.EnumerateRunes())
            if (rune == System.Text.Rune.ReplacementChar) return false;
        return true;
    }
}
