namespace UnionFs.Paths;

/// <summary>What one component of a path may be: 1 to 255 bytes (NAME_MAX of Linux), without `/` and NUL.</summary>
internal static class NameRules
{
    /// <summary>Bytes in one name, from Linux's NAME_MAX.</summary>
    internal const int MaxNameBytes = 255;

    /// <summary>Bytes in a symbolic link's target: Linux's PATH_MAX less its NUL.</summary>
    internal const int MaxTargetBytes = 4095;

    /// <summary>Symbolic links followed in one lookup, from Linux's MAXSYMLINKS.</summary>
    internal const int MaxSymlinks = 40;

    /// <summary>
    /// Whether a lookup may go on with this name. Names that could never exist (a lone surrogate) are simply not found;
    /// only length is an error, as on Linux.
    /// </summary>
    internal static bool IsTooLong(ReadOnlySpan<char> name)
    {
        // A UTF-16 unit is at most 3 bytes, so short names need no count.
        if (name.Length * 3 <= MaxNameBytes) return false;
        if (name.Length > MaxNameBytes) return true;
        return CountBytes(name) > MaxNameBytes;
    }

    /// <summary>Whether this name may be created.</summary>
    internal static FsError CheckNew(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return FsError.ENOENT;
        if (name is "." or "..") return FsError.EEXIST;
        if (name.ContainsAny('/', '\0')) return FsError.EINVAL;
        if (IsTooLong(name)) return FsError.ENAMETOOLONG;
        return IsEncodable(name) ? FsError.None : FsError.EILSEQ;
    }

    /// <summary>Whether this symbolic link target may be stored. Targets are text: any path, resolved when followed.</summary>
    internal static FsError CheckTarget(ReadOnlySpan<char> target)
    {
        if (target.IsEmpty) return FsError.ENOENT;
        if (target.Contains('\0')) return FsError.EINVAL;
        if (target.Length > MaxTargetBytes || CountBytes(target) > MaxTargetBytes) return FsError.ENAMETOOLONG;
        return IsEncodable(target) ? FsError.None : FsError.EILSEQ;
    }

    private static bool IsEncodable(ReadOnlySpan<char> text) =>
        !text.ContainsAnyInRange('\uD800', '\uDFFF') || NameEncoding.TryEncode(text, out _);

    /// <summary>How many bytes a name or target is.</summary>
    internal static int CountBytes(ReadOnlySpan<char> text)
    {
        int bytes = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c < 0x80 || c is >= '\uDC80' and <= '\uDCFF' && !(i > 0 && char.IsHighSurrogate(text[i - 1]))) bytes += 1;
            else if (c < 0x800) bytes += 2;
            else if (char.IsSurrogate(c)) bytes += 2; // half of a four-byte pair
            else bytes += 3;
        }
        return bytes;
    }
}
