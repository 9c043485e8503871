using System.IO.Enumeration;
using System.Text;
using UnionFs.Cli.Shell;

namespace UnionFs.Fuzz.Targets;

/// <summary>
/// Any text as a pattern of the .NET face, against System.IO's own matching of each name; and as a glob of the shell, against
/// <see cref="GlobModel"/>.
/// </summary>
internal sealed class GlobTarget() : FuzzTarget("globs", maxLength: 256)
{
    private static readonly string[] Words =
    [
        "*", "?", ".", "*.*", "a", "b", "A", "ab", "[", "]", "[!", "[^", "-", "\\", "\\*", "\"", "<", ">", "\u00E9", "\u00C9", "\uD83D\uDE00", "\uDC80",
        "[a-b]", "[]-a]", "sub/", "/", "!", "^", "..", "\u0131", "I", " ",
    ];

    private static readonly string[] Always = ["a", "A", "ab", "a.b", ".a", "a.", "b.txt", "a*b", "a?b", "a\\b", "a<b>", "\"", "\u00E9", "\u00C9", "I\u0131", "\uD83D\uDE00"];

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2) return;
        int choice = input[0];
        input = input[1..];
        string pattern = Spell(ref input);
        var names = new SortedSet<string>(Always, StringComparer.Ordinal);
        while (!input.IsEmpty && names.Count < Always.Length + 8) names.Add(Spell(ref input));
        names.RemoveWhere(name => name is "" or "." or ".." || name.Contains('/') || !NameEncoding.TryEncode(name, out byte[] bytes) || bytes.Length > 255);

        var options = new EnumerationOptions
        {
            MatchType = (choice & 1) == 0 ? MatchType.Simple : MatchType.Win32,
            MatchCasing = (choice & 2) == 0 ? MatchCasing.CaseSensitive : MatchCasing.CaseInsensitive,
            AttributesToSkip = 0,
        };
        CheckEnumeration(pattern, names, options);
        foreach (string name in names)
        {
            bool isMatch = GlobPattern.IsMatch(pattern, name);
            if (isMatch != GlobModel.IsMatch(pattern, name)) throw new InvalidOperationException($"'{name}' and '{pattern}' in the shell: {isMatch}");
        }
    }

    /// <summary>Words up to a byte of 0x80 and more, whose word is the last.</summary>
    private static string Spell(ref ReadOnlySpan<byte> input)
    {
        var text = new StringBuilder();
        for (bool isLast = false; !input.IsEmpty && !isLast; input = input[1..])
        {
            text.Append(Words[(input[0] & 0x7F) % Words.Length]);
            isLast = input[0] >= 0x80;
        }
        return text.ToString();
    }

    private static void CheckEnumeration(string pattern, SortedSet<string> names, EnumerationOptions options)
    {
        // System.IO cuts such a pattern in two at a place that depends on the host.
        if (pattern.Contains("//", StringComparison.Ordinal) || OperatingSystem.IsWindows()) return;
        // System.IO holds what follows a star against the ends of names as it has escaped it, and finds none that end in a backslash. So do we.
        if (options.MatchType == MatchType.Win32 && pattern.Contains('*') && pattern.Contains('\\')) return;
        var fileSystem = new UnionFileSystem();
        fileSystem.Directory.CreateDirectory("/d/sub");
        foreach (string name in names) fileSystem.File.WriteAllText("/d/" + name, "");
        foreach (string name in names) fileSystem.File.WriteAllText("/d/sub/" + name, "");

        int slash = pattern.LastIndexOf('/');
        string below = slash < 0 ? "" : pattern[..slash], last = pattern[(slash + 1)..];
        string? expected, actual;
        if (pattern.StartsWith('/')) expected = nameof(ArgumentException);
        else if (fileSystem.Posix.Stat(Path.GetFullPath(below, "/d"), out _) == FsError.ENAMETOOLONG) expected = nameof(PathTooLongException);
        else if (!fileSystem.Directory.Exists(Path.GetFullPath(below, "/d"))) expected = nameof(DirectoryNotFoundException);
        else expected = string.Join('\n', Matching(fileSystem, "/d" + (slash < 0 ? "" : "/" + below), last, options));
        try
        {
            actual = string.Join('\n', fileSystem.Directory.EnumerateFileSystemEntries("/d", pattern, options).Order(StringComparer.Ordinal));
        }
        catch (Exception refusal) when (refusal is ArgumentException or DirectoryNotFoundException or IOException)
        {
            actual = refusal.GetType().Name;
        }
        if (expected != actual) throw new InvalidOperationException($"'{pattern}', {options.MatchType}, {options.MatchCasing}:\n{actual}\nand not:\n{expected}");
    }

    private static IEnumerable<string> Matching(UnionFileSystem fileSystem, string directory, string pattern, EnumerationOptions options)
    {
        FsError error = fileSystem.Posix.ReadDirectory(Path.GetFullPath(directory), out DirectoryListing? listing);
        if (listing is null) throw new InvalidOperationException($"{directory}: {error}");
        bool isWindows = options.MatchType == MatchType.Win32, ignoresCase = options.MatchCasing == MatchCasing.CaseInsensitive;
        if (isWindows) pattern = pattern is "" or "." or "*.*" ? "*" : FileSystemName.TranslateWin32Expression(Plain(pattern));
        return listing.Select(entry => entry.Name)
            .Where(name => isWindows ? FileSystemName.MatchesWin32Expression(pattern, Plain(name), ignoresCase) : FileSystemName.MatchesSimpleExpression(pattern, name, ignoresCase))
            .Select(name => $"{directory}/{name}").Order(StringComparer.Ordinal);
    }

    /// <summary>The characters that mean something to Windows' matching alone, as others that mean nothing to it.</summary>
    private static string Plain(string text) => text.Replace('\\', '\uE000').Replace('"', '\uE001').Replace('<', '\uE002').Replace('>', '\uE003');
}
