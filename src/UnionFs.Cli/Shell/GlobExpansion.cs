using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell;

/// <summary>
/// Replaces a word with unquoted `*`, `?` or `[` by the paths it matches, in ordinal order; by itself where there are none, as sh
/// does. A name that starts with a dot is matched only by a pattern that does.
/// </summary>
internal static class GlobExpansion
{
    internal static IEnumerable<string> Expand(FileSystem fileSystem, string directory, Word word)
    {
        if (word.Pattern is null) return [word.Text];
        string[] parts = word.Pattern.Split('/');
        // What leads to the next part: as the word writes it, so that `*` stays relative.
        List<string> prefixes = [""];
        for (int i = 0; i < parts.Length; i++)
        {
            bool isLast = i == parts.Length - 1;
            prefixes = [.. prefixes.SelectMany(prefix => Matches(fileSystem, directory, prefix, parts[i]).Select(path => isLast ? path : path + "/"))];
        }
        prefixes.RemoveAll(path => fileSystem.Posix.LStat(UnionPath.Absolute(directory, path), out _) != FsError.None);
        return prefixes.Count > 0 ? prefixes : [word.Text];
    }

    private static IEnumerable<string> Matches(FileSystem fileSystem, string directory, string prefix, string part)
    {
        if (!part.AsSpan().ContainsAny('*', '?', '[')) return [prefix + Unescape(part)];
        string searched = prefix.Length == 0 ? directory : UnionPath.Absolute(directory, prefix);
        if (fileSystem.Posix.ReadDirectory(searched, out DirectoryListing? listing) != FsError.None) return [];
        return listing!.Where(entry => (entry.Name[0] != '.' || part[0] == '.') && GlobPattern.IsMatch(part, entry.Name)).Select(entry => prefix + entry.Name);
    }

    private static string Unescape(string part)
    {
        var text = new System.Text.StringBuilder(part.Length);
        for (int i = 0; i < part.Length; i++) text.Append(part[i] == '\\' && i + 1 < part.Length ? part[++i] : part[i]);
        return text.ToString();
    }
}
