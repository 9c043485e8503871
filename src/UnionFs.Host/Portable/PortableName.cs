namespace UnionFs.Host.Portable;

/// <summary>Which names of a tree are one name on this host, and mean nothing more.</summary>
internal static class PortableName
{
    private static readonly char[] Invalid = Path.GetInvalidFileNameChars();

    /// <summary>
    /// The name. To Windows `a\b` is a path, `a:b` a stream, and `.. ` is `..`: what it would take for something else is refused.
    /// </summary>
    internal static string Check(string name)
    {
        bool trimmed = OperatingSystem.IsWindows() && name[^1] is '.' or ' ';
        if (name is "." or ".." || trimmed || name.AsSpan().ContainsAny(Invalid)) throw new IOException($"'{name}' is no name for a file on this host.");
        // Not to be mapped to something else by an encoder: System.IO turns lone surrogates into U+FFFD.
        if (!OperatingSystem.IsWindows() && name.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !IsWellFormed(name)) throw new IOException($"'{name}' is no UTF-8, which System.IO cannot write.");
        return name;
    }

    private static bool IsWellFormed(string name)
    {
        foreach (System.Text.Rune rune in name.EnumerateRunes())
            if (rune == System.Text.Rune.ReplacementChar) return false;
        return true;
    }
}
