using System.IO.Enumeration;

namespace UnionFs.Face;

/// <summary>One enumeration of directories, as System.IO's FileSystemEnumerable decides what to show and where to go on.</summary>
internal sealed class EntrySearch
{
    internal enum Target { Files, Directories, Both }

    private static readonly string[] SpecialNames = [".", ".."];

    private readonly FileSystem _fileSystem;
    private readonly string _shown; // as the caller wrote it
    private readonly string _full;
    private readonly string _expression;
    private readonly Target _target;
    private readonly EnumerationOptions _options;
    private readonly bool _ignoresCase;

    private EntrySearch(FileSystem fileSystem, string directory, string expression, Target target, EnumerationOptions options)
    {
        _fileSystem = fileSystem;
        _shown = directory;
        _full = fileSystem.FullPath(directory);
        _expression = expression;
        _target = target;
        _options = options;
        _ignoresCase = options.MatchCasing == MatchCasing.CaseInsensitive
            || options.MatchCasing == MatchCasing.PlatformDefault && (fileSystem.Layers.Names & NameComparison.IgnoreCase) != 0;
    }

    /// <summary>What the overloads without options do: Windows' wildcards, nothing left out.</summary>
    internal static EnumerationOptions Compatible(SearchOption searchOption) => searchOption is SearchOption.TopDirectoryOnly or SearchOption.AllDirectories
        ? new EnumerationOptions
        {
            MatchType = MatchType.Win32,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
            RecurseSubdirectories = searchOption == SearchOption.AllDirectories,
        }
        : throw new ArgumentOutOfRangeException(nameof(searchOption), "Enum value was out of legal range.");

    internal static IEnumerable<string> Start(FileSystem fileSystem, string path, string searchPattern, Target target, EnumerationOptions enumerationOptions)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(searchPattern);
        ArgumentNullException.ThrowIfNull(enumerationOptions);
        (string directory, string expression) = Normalized(path, searchPattern, enumerationOptions.MatchType);
        var search = new EntrySearch(fileSystem, directory, expression, target, enumerationOptions);
        FsError error = fileSystem.Posix.ReadDirectory(search._full, out DirectoryListing? first);
        error.ThrowIfError(NetPath.Trimmed(search._full), isDirectory: true);
        return search.Walk(first!);
    }

    /// <summary>A pattern may carry directories, which belong to the path; Windows' wildcards are translated.</summary>
    private static (string Directory, string Expression) Normalized(string directory, string expression, MatchType matchType)
    {
        if (expression.StartsWith('/')) throw new ArgumentException("Second path fragment must not be a drive or UNC name.", nameof(expression));
        // System.IO gives the text for the parameter's name in both.
        if (expression.Contains('\0')) throw new ArgumentException("Null character in path.", expression);
        if (directory.Contains('\0')) throw new ArgumentException("Null character in path.", directory);
        string below = Path.GetDirectoryName(expression) ?? "";
        if (below.Length > 0)
        {
            directory = directory.Length == 0 ? below : NetPath.Join(directory, below);
            expression = expression[(below.Length + 1)..];
        }
        return matchType switch
        {
            MatchType.Simple => (directory, expression),
            MatchType.Win32 => (directory, expression is "" or "." or "*.*" ? "*" : FileSystemName.TranslateWin32Expression(Escaped(expression))),
            _ => throw new ArgumentOutOfRangeException(nameof(matchType)),
        };
    }

    /// <summary>What means something to Windows' matching and is an ordinary letter here.</summary>
    private static string Escaped(string expression) => expression.AsSpan().IndexOfAny("\\\"<>") < 0
        ? expression
        : expression.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace(">", "\\>", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);

    private IEnumerable<string> Walk(DirectoryListing first)
    {
        var pending = new Queue<(string Below, int Depth)>();
        (string below, int depth, DirectoryListing? listing) = ("", _options.MaxRecursionDepth, first);
        while (listing is not null)
        {
            if (_options.ReturnSpecialDirectories && _target != Target.Files)
                foreach (string name in SpecialNames)
                    if (Matches(name)) yield return NetPath.Join(_shown, below + name);
            foreach (DirectoryEntry entry in listing)
            {
                string path = below + entry.Name;
                bool isDirectory = entry.Kind == NodeKind.Directory
                    || entry.Kind == NodeKind.Symlink && _fileSystem.Posix.Stat(NetPath.Join(_full, path), out FileStat target) == FsError.None && target.Kind == NodeKind.Directory;
                if (IsSkipped(entry, path, isDirectory)) continue;
                if (isDirectory && _options.RecurseSubdirectories && depth > 0) pending.Enqueue((path + "/", depth - 1));
                if (_target != (isDirectory ? Target.Files : Target.Directories) && Matches(entry.Name)) yield return NetPath.Join(_shown, path);
            }
            listing = Next(pending, out below, out depth);
        }
    }

    /// <summary>The next directory that is still there; System.IO passes over those that are not.</summary>
    private DirectoryListing? Next(Queue<(string Below, int Depth)> pending, out string below, out int depth)
    {
        (below, depth) = ("", 0);
        while (pending.TryDequeue(out (string Below, int Depth) next))
        {
            (below, depth) = next;
            string full = NetPath.Join(_full, below[..^1]);
            FsError error = _fileSystem.Posix.ReadDirectory(full, out DirectoryListing? listing);
            if (error == FsError.None) return listing;
            if (error is FsError.ENOENT or FsError.ENOTDIR || error == FsError.EACCES && _options.IgnoreInaccessible) continue;
            throw error.ToException(full, isDirectory: true);
        }
        return null;
    }

    private bool IsSkipped(DirectoryEntry entry, string path, bool isDirectory)
    {
        FileAttributes skip = _options.AttributesToSkip;
        if ((skip & FileAttributes.Hidden) != 0 && NetAttributes.IsHidden(entry.Name)) return true;
        if ((skip & FileAttributes.Directory) != 0 && isDirectory) return true;
        if ((skip & FileAttributes.ReparsePoint) != 0 && entry.Kind == NodeKind.Symlink) return true;
        return (skip & FileAttributes.ReadOnly) != 0
            && _fileSystem.Posix.Stat(NetPath.Join(_full, path), out FileStat stat) == FsError.None && NetAttributes.IsReadOnly(stat);
    }

    private bool Matches(string name) => _options.MatchType == MatchType.Simple
        ? FileSystemName.MatchesSimpleExpression(_expression, name, _ignoresCase)
        : FileSystemName.MatchesWin32Expression(_expression, name, _ignoresCase);
}
