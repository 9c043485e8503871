using Microsoft.Extensions.FileSystemGlobbing;

namespace UnionFs.Packs.Rules;

/// <summary>Patterns of paths: those of Microsoft.Extensions.FileSystemGlobbing, from a root that nothing leads out of.</summary>
internal static class Glob
{
    /// <exception cref="ArgumentException">A pattern is empty or has a `..`.</exception>
    internal static Matcher Of(IEnumerable<string> include, IEnumerable<string> exclude, NameComparison names)
    {
        // The library's own default is to ignore case.
        var matcher = new Matcher((names & NameComparison.IgnoreCase) == 0 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        foreach (string pattern in include) matcher.AddInclude(FormOf(Checked(pattern), names));
        foreach (string pattern in exclude) matcher.AddExclude(FormOf(Checked(pattern), names));
        return matcher;
    }

    /// <summary>The directory that a pattern means with all that is in it: that of `a/b/**`; null where there is a wildcard in it.</summary>
    internal static string? DirectoryOf(string pattern)
    {
        string text = Checked(pattern);
        string? directory = text.EndsWith("/**/*", StringComparison.Ordinal) ? text[..^5] : text.EndsWith("/**", StringComparison.Ordinal) ? text[..^3] : null;
        return directory is { Length: > 0 } && !directory.Contains('*', StringComparison.Ordinal) ? "/" + directory : null;
    }

    /// <summary>A pattern or a name in the form in which they are compared, where form is ignored.</summary>
    internal static string FormOf(string text, NameComparison names) => (names & NameComparison.IgnoreForm).KeyOf(text);

    private static string Checked(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        string text = pattern.Replace('\\', '/').TrimStart('/');
        if (text.Length == 0 || text.Split('/').Any(part => part is ".." or ".")) throw new ArgumentException($"'{pattern}' is no pattern of paths.", nameof(pattern));
        return text;
    }
}
