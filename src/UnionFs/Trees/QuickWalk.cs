using UnionFs.Nodes;
using UnionFs.Paths;

namespace UnionFs.Trees;

/// <summary>
/// The short way to an entry, for the path that nearly every caller has: absolute, plain names, directories on the way, nobody whose permission
/// is to be asked. Everything else (links, dots, slashes, errors) is <see cref="PathWalk"/>'s, which knows the rules.
/// </summary>
internal static class QuickWalk
{
    internal enum Answer { AskPathWalk, Found, Missing }

    internal static Answer Find(DirectoryNode root, ReadOnlySpan<char> path, out Node? entry)
    {
        entry = null;
        if (path.IsEmpty || path[0] != '/') return Answer.AskPathWalk;
        int last = path.LastIndexOf('/');
        ReadOnlySpan<char> name = path[(last + 1)..];
        if (!TryFind(root, last == 0 ? default : path[1..last], name, out entry)) return Answer.AskPathWalk;
        if (entry is not null) return Answer.Found;
        // No directory has these names, and each has a meaning or an error of its own.
        bool isOdd = name is "" or "." or ".." || name.Contains('\0') || NameRules.IsTooLong(name);
        return isOdd ? Answer.AskPathWalk : Answer.Missing;
    }

    /// <summary>False if the directory is not there, or not by plain names.</summary>
    private static bool TryFind(DirectoryNode from, ReadOnlySpan<char> path, ReadOnlySpan<char> name, out Node? entry)
    {
        entry = null;
        while (!path.IsEmpty)
        {
            if (path.Length <= PathIndex.LongestPath && from.Paths is { } index) return index.TryFind(from, path, name, out entry);
            int slash = path.IndexOf('/');
            if (from.Entries.Find(slash < 0 ? path : path[..slash]) is not DirectoryNode next) return false;
            from = next;
            path = slash < 0 ? default : path[(slash + 1)..];
            // A second slash, or one in front of the name.
            if (slash >= 0 && path.IsEmpty) return false;
        }
        entry = from.Entries.Find(name);
        return true;
    }
}
