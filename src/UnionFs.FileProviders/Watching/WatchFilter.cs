using Microsoft.Extensions.FileSystemGlobbing;
using UnionFs.FileProviders.Contents;

namespace UnionFs.FileProviders.Watching;

/// <summary>Which changes concern a token. Asked under the writer's lock: it never throws and looks at nothing but text.</summary>
internal abstract class WatchFilter(NameComparison names, bool includeHidden)
{
    /// <summary>What a filter means at this moment; links count by where they lead now.</summary>
    internal static WatchFilter For(string filter, FileLookup lookup, NameComparison names)
    {
        string root = lookup.Root;
        string[] roots = lookup.Files.Posix.RealPath(root is "" ? "/" : root, out string realRoot) == FsError.None ? Distinct(root, realRoot.TrimEnd('/')) : [root];
        if (filter.Contains('*') || filter.EndsWith('/')) return new GlobFilter(filter, roots, names, lookup.IncludeHidden);
        SubPath.TryResolve(filter, out string path);
        string full = root + path;
        return new PathFilter(lookup.Files.Posix.RealPath(full is "" ? "/" : full, out string real) == FsError.None ? Distinct(full, real.TrimEnd('/')) : [full], names, lookup.IncludeHidden);
    }

    internal bool IsConcerned(in FileChange change) =>
        IsConcerned(change, names.KeyOf(change.Path)) || change.OldPath is { } old && IsConcerned(change, names.KeyOf(old));

    /// <param name="change">What happened.</param>
    /// <param name="path">Where, as a key.</param>
    protected abstract bool IsConcerned(in FileChange change, string path);

    protected bool IsShown(string path) => includeHidden || !SubPath.IsHidden(path);

    /// <summary>Whether all that was or is below a path came or went with it.</summary>
    protected static bool IsWholeTree(in FileChange change) =>
        change.Kind is FileChangeKind.Deleted or FileChangeKind.Renamed or FileChangeKind.Exchanged || change.NodeKind == NodeKind.Symlink;

    protected static bool IsBelow(string path, string directory) =>
        path.Length > directory.Length && path[directory.Length] == '/' && path.StartsWith(directory, StringComparison.Ordinal);

    private static string[] Distinct(string one, string two) => one == two ? [one] : [one, two];

    /// <summary>One path, by the texts that lead to it.</summary>
    private sealed class PathFilter(string[] paths, NameComparison names, bool includeHidden) : WatchFilter(names, includeHidden)
    {
        private readonly string[] _paths = [.. paths.Select(path => names.KeyOf(path))];

        protected override bool IsConcerned(in FileChange change, string path)
        {
            foreach (string each in _paths)
            {
                if (path == each && IsShown(path)) return true;
                if (IsWholeTree(change) && IsBelow(each, path.TrimEnd('/')) && IsShown(each)) return true;
            }
            return false;
        }
    }

    /// <summary>A glob below the root.</summary>
    private sealed class GlobFilter : WatchFilter
    {
        private readonly Matcher _matcher = new(StringComparison.Ordinal);
        private readonly string[] _roots;
        private readonly string _fixed; // the part of the pattern before its first star, whole names only

        internal GlobFilter(string pattern, string[] roots, NameComparison names, bool includeHidden) : base(names, includeHidden)
        {
            string key = names.KeyOf(pattern);
            _matcher.AddInclude(key);
            _roots = [.. roots.Select(root => names.KeyOf(root))];
            int star = key.IndexOf('*', StringComparison.Ordinal);
            string before = star < 0 ? key : key[..star];
            _fixed = before[..Math.Max(0, before.LastIndexOf('/'))];
        }

        protected override bool IsConcerned(in FileChange change, string path)
        {
            foreach (string root in _roots)
            {
                if (IsWholeTree(change) && CouldHoldAMatch(change, path, root)) return true;
                if (IsBelow(path, root) && IsShown(path) && _matcher.Match(path[(root.Length + 1)..]).HasMatches) return true;
            }
            return false;
        }

        /// <summary>What was in a directory that is gone is not told, so all that could have matched there counts.</summary>
        private bool CouldHoldAMatch(in FileChange change, string path, string root)
        {
            if (change.NodeKind is not (NodeKind.Directory or NodeKind.Symlink)) return false;
            string start = _fixed.Length == 0 ? root : root + "/" + _fixed;
            string directory = path.TrimEnd('/');
            return directory == start || IsBelow(start, directory) || change.NodeKind == NodeKind.Directory && IsBelow(directory, start);
        }
    }
}
