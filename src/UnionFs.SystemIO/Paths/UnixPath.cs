using System.Text;

namespace UnionFs.SystemIO.Paths;

/// <summary>System.IO.Path as it is on Linux, by text alone, on any host.</summary>
internal static class UnixPath
{
    internal const char Separator = '/';

    internal static bool IsRooted(ReadOnlySpan<char> path) => path.StartsWith(Separator);

    internal static bool EndsInSeparator(ReadOnlySpan<char> path) => path.EndsWith(Separator);

    internal static string WithoutNul(string path, string? parameter) =>
        path.Contains('\0') ? throw new ArgumentException("Null character in path.", parameter) : path;

    /// <summary>The absolute path, `.`, `..` and `//` resolved.</summary>
    internal static string Full(string path, string currentDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Resolved(Join(IsRooted(path) ? "" : currentDirectory, WithoutNul(path, nameof(path))));
    }

    internal static string Full(string path, string basePath, string currentDirectory)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(basePath);
        if (!IsRooted(basePath)) throw new ArgumentException("Basepath argument is not fully qualified.", nameof(basePath));
        if (basePath.Contains('\0') || path.Contains('\0')) throw new ArgumentException("Null character in path.");
        return path.Length == 0 ? Full(basePath, currentDirectory) : Resolved(IsRooted(path) ? path : Join(basePath, path));
    }

    private static string Resolved(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal)) return path;
        var result = new StringBuilder(path.Length);
        foreach (Range range in path.AsSpan().Split(Separator))
        {
            ReadOnlySpan<char> name = path.AsSpan(range);
            if (name is "..") result.Length = Math.Max(0, result.ToString().LastIndexOf(Separator));
            else if (name is not ("" or ".")) result.Append(Separator).Append(name);
        }
        if (result.Length == 0 || EndsInSeparator(path)) result.Append(Separator);
        return result.ToString();
    }

    internal static string Join(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        if (first.IsEmpty) return second.ToString();
        if (second.IsEmpty) return first.ToString();
        return EndsInSeparator(first) || IsRooted(second) ? string.Concat(first, second) : string.Concat(first, "/", second);
    }

    internal static string Combine(string first, string second) => IsRooted(second) ? second : Join(first, second);

    internal static ReadOnlySpan<char> FileName(ReadOnlySpan<char> path) => path[(path.LastIndexOf(Separator) + 1)..];

    internal static ReadOnlySpan<char> FileNameWithoutExtension(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> name = FileName(path);
        int dot = name.LastIndexOf('.');
        return dot < 0 ? name : name[..dot];
    }

    /// <summary>With the dot; nothing where the dot is the last character.</summary>
    internal static ReadOnlySpan<char> Extension(ReadOnlySpan<char> path)
    {
        int dot = path.LastIndexOfAny('.', Separator);
        return dot < 0 || path[dot] == Separator || dot == path.Length - 1 ? default : path[dot..];
    }

    internal static string ChangeExtension(string path, string? extension)
    {
        if (path.Length == 0) return "";
        int dot = path.AsSpan().LastIndexOfAny('.', Separator);
        ReadOnlySpan<char> stem = dot < 0 || path[dot] == Separator ? path : path.AsSpan(0, dot);
        if (extension is null) return stem.ToString();
        return string.Concat(stem, extension.StartsWith('.') ? "" : ".", extension);
    }

    /// <summary>How much of a path is its directory; -1 for a root or nothing.</summary>
    private static int DirectoryLength(ReadOnlySpan<char> path)
    {
        int root = IsRooted(path) ? 1 : 0;
        int end = path.Length;
        if (end <= root) return -1;
        while (end > root && path[--end] != Separator) { }
        while (end > root && path[end - 1] == Separator) end--;
        return end;
    }

    internal static ReadOnlySpan<char> DirectoryName(ReadOnlySpan<char> path) => DirectoryLength(path) is >= 0 and var length ? path[..length] : default;

    /// <summary>As the other, with one separator where there are several; null for a root or nothing.</summary>
    internal static string? DirectoryName(string path)
    {
        int length = DirectoryLength(path);
        return length < 0 ? null : WithSingleSeparators(path[..length]);
    }

    private static string WithSingleSeparators(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal)) path = path.Replace("//", "/", StringComparison.Ordinal);
        return path;
    }

    internal static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> path) => path.Length > 1 && EndsInSeparator(path) ? path[..^1] : path;

    /// <summary>The way from one absolute path to another.</summary>
    internal static string Relative(string from, string to)
    {
        int common = CommonLength(from, to);
        int fromLength = from.Length - (EndsInSeparator(from) ? 1 : 0);
        bool endsInSeparator = EndsInSeparator(to);
        int toLength = to.Length - (endsInSeparator ? 1 : 0);
        if (fromLength == toLength && common >= fromLength) return ".";
        var result = new StringBuilder();
        if (common < fromLength)
        {
            result.Append("..");
            for (int i = common + 1; i < fromLength; i++)
                if (from[i] == Separator) result.Append("/..");
        }
        else if (to[common] == Separator)
        {
            common++;
        }
        int rest = to.Length - common;
        if (rest > 0)
        {
            if (result.Length > 0) result.Append(Separator);
            result.Append(to.AsSpan(common, rest));
        }
        return result.ToString();
    }

    /// <summary>How much is common to both, up to the end of a name.</summary>
    private static int CommonLength(string first, string second)
    {
        int common = first.AsSpan().CommonPrefixLength(second);
        if (common == first.Length && (common == second.Length || second[common] == Separator)) return common;
        if (common == second.Length && first[common] == Separator) return common;
        while (common > 0 && first[common - 1] != Separator) common--;
        return common;
    }
}
