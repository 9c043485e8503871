using System.Runtime.CompilerServices;
using UnionFs.Access;
using UnionFs.Nodes;
using UnionFs.Paths;

namespace UnionFs.Trees;

/// <summary>What the last component of a path is (LAST_NORM and its kin in Linux's namei).</summary>
internal enum LastKind { Name, Root, Dot, DotDot }

/// <summary>What to do with a symbolic link in the last component.</summary>
internal enum LastLink
{
    /// <summary>It is the answer (lstat); with a trailing slash it is followed after all.</summary>
    Keep,
    /// <summary>Followed (stat, open).</summary>
    Follow,
    /// <summary>Followed, and made if missing (open with O_CREAT): a name with a slash after it is not looked at, here or in a link's target.</summary>
    FollowOrMake,
    /// <summary>The last component is a name to create or remove, whatever is there (mkdir, unlink, rename).</summary>
    Name,
}

/// <summary>
/// Resolves a path in one tree, component by component, as Linux's namei does: `..` goes to the physical parent, and symbolic
/// links are resolved in the merged tree, at most 40 of them; every directory on the way must be searchable for the caller.
/// The answer can say "absent, and here is its parent".
/// Allocates nothing down to 24 directories.
/// </summary>
internal ref struct PathWalk
{
    private readonly Tree _tree;
    private readonly Identity? _searcher; // null where permissions do not hold
    private Steps _steps;
    private Step[]? _deepSteps;
    private int _links;

    internal PathWalk(Tree tree, Identity? caller = null)
    {
        _tree = tree;
        _searcher = Permission.IsBound(caller) ? caller : null;
        _steps[0] = new Step("", tree.Root);
    }

    /// <summary>How many directories below the root <see cref="Parent"/> is.</summary>
    internal int Depth { get; private set; }

    /// <summary>The directory that has, or would have, the last name. For `/`, `.` and `..`: the directory meant.</summary>
    internal readonly DirectoryNode Parent => this[Depth].Directory;

    /// <summary>The last component as written (in the path, or in the link that led here).</summary>
    internal ReadOnlySpan<char> Last { get; private set; }

    internal LastKind LastKind { get; private set; }

    /// <summary>A slash followed the last component: it must be a directory.</summary>
    internal bool TrailingSlash { get; private set; }

    /// <summary>The entry's node, perhaps a <see cref="SharedInode"/>; null where the name is missing.</summary>
    internal Node? Entry { get; private set; }

    /// <summary>The entry's name as the directory has it; null where it is missing.</summary>
    internal string? EntryName { get; private set; }

    /// <summary>What the entry is in this tree; null where the name is missing.</summary>
    internal readonly Node? Node => Entry is null ? null : _tree.Resolve(Entry);

    internal readonly Tree Tree => _tree;

    /// <summary>Not null while the walk is in an open directory that was removed, which is empty and has no parent.</summary>
    internal object? RemovedStart { get; private set; }

    /// <summary>Whether the last name is longer than a directory takes. One that was removed is not even asked (ENOENT for every name).</summary>
    internal readonly bool IsLastTooLong => IsTooLong(Last);

    /// <summary>The directory at a depth, and its name.</summary>
    internal readonly Step this[int depth] => depth < Steps.Length ? _steps[depth] : _deepSteps![depth - Steps.Length];

    /// <summary>The last name as a string: the directory's own where it exists.</summary>
    internal readonly string LastName => EntryName ?? Last.ToString();

    /// <summary>The names that lead from the root to <see cref="Parent"/>, with no link and no `..` among them.</summary>
    internal readonly string[] ParentNames()
    {
        if (Depth == 0) return [];
        var names = new string[Depth];
        for (int i = 0; i < Depth; i++) names[i] = this[i + 1].Name;
        return names;
    }

    /// <summary>The names that lead from the root to <see cref="Entry"/>; empty for the root itself.</summary>
    internal readonly string[] EntryNames()
    {
        string[] names = ParentNames();
        return LastKind == LastKind.Name ? [.. names, LastName] : names;
    }

    internal FsError Resolve(TreePath path, LastLink mode)
    {
        if (path.Text.IsEmpty) return FsError.ENOENT;
        if (path.Text.Contains('\0')) return FsError.EINVAL;
        FsError error = path.Text[0] == '/' ? FsError.None : GoTo(path.Start);
        return error != FsError.None ? error : Walk(path.Text, mode);
    }

    /// <summary>Like <see cref="Resolve"/>, and the last component must exist, and be a directory if a slash follows it.</summary>
    internal FsError ResolveExisting(TreePath path, LastLink mode)
    {
        FsError error = Resolve(path, mode);
        if (error != FsError.None) return error;
        if (Entry is null) return FsError.ENOENT;
        return TrailingSlash && Entry is not DirectoryNode ? FsError.ENOTDIR : FsError.None;
    }

    /// <summary>Goes to an open directory; no permission is asked, since whoever opened it was let in.</summary>
    private FsError GoTo(in WalkStart start)
    {
        if (start.Error != FsError.None) return start.Error;
        if (start.Removed is not null)
        {
            if (start.Removed is not DirectoryNode directory) return FsError.ENOTDIR;
            _steps[0] = new Step("", directory);
            RemovedStart = start.Open;
            return FsError.None;
        }
        if (start.Names is null) return FsError.None;
        foreach (string name in start.Names) Push(name, (DirectoryNode)Parent.Entries.Find(name)!);
        return FsError.None;
    }

    private void GoToRoot()
    {
        Depth = 0;
        if (RemovedStart is null) return;
        RemovedStart = null;
        _steps[0] = new Step("", _tree.Root);
    }

    private FsError GoUp()
    {
        // Linux would go to the parent that it had; here a removed directory has none.
        if (RemovedStart is not null) return FsError.ENOENT;
        Depth = Math.Max(0, Depth - 1);
        return FsError.None;
    }

    private readonly bool IsTooLong(ReadOnlySpan<char> name) => RemovedStart is null && NameRules.IsTooLong(name);

    private readonly FsError MaySearch() =>
        _searcher is null ? FsError.None : Permission.Check(_searcher, Parent, AccessModes.X_OK);

    private FsError Walk(ReadOnlySpan<char> path, LastLink mode)
    {
        if (path[0] == '/')
        {
            GoToRoot();
            path = path.TrimStart('/');
            if (path.IsEmpty)
            {
                EndAt(LastKind.Root);
                return FsError.None;
            }
        }

        while (true)
        {
            int slash = path.IndexOf('/');
            ReadOnlySpan<char> name = slash < 0 ? path : path[..slash];
            ReadOnlySpan<char> rest = slash < 0 ? default : path[slash..].TrimStart('/');
            FsError error = MaySearch();
            if (error != FsError.None) return error;
            if (rest.IsEmpty) return End(name, trailingSlash: slash >= 0, mode);

            error = Enter(name);
            if (error != FsError.None) return error;
            path = rest;
        }
    }

    /// <summary>One component on the way: what it leads to must be a directory.</summary>
    private FsError Enter(ReadOnlySpan<char> name)
    {
        if (name is ".") return FsError.None;
        if (name is "..") return GoUp();
        if (IsTooLong(name)) return FsError.ENAMETOOLONG;
        if (!Parent.Entries.TryGet(name, out Entry entry)) return FsError.ENOENT;
        if (entry.Node is DirectoryNode directory)
        {
            Push(entry.Name, directory);
            return FsError.None;
        }
        if (_tree.Resolve(entry.Node) is not SymlinkNode link) return FsError.ENOTDIR;

        // A slash in this link's target says nothing about the last component; one after a link that led here still does.
        bool trailingSlash = TrailingSlash;
        FsError error = FollowLink(link);
        if (error != FsError.None) return error;
        TrailingSlash = trailingSlash;
        if (Entry is null) return FsError.ENOENT;
        if (Entry is not DirectoryNode target) return FsError.ENOTDIR;
        if (LastKind == LastKind.Name) Push(EntryName!, target);
        return FsError.None;
    }

    private FsError End(ReadOnlySpan<char> name, bool trailingSlash, LastLink mode)
    {
        TrailingSlash |= trailingSlash;
        if (name is ".")
        {
            EndAt(LastKind.Dot);
            return FsError.None;
        }
        if (name is "..")
        {
            FsError error = GoUp();
            if (error == FsError.None) EndAt(LastKind.DotDot);
            return error;
        }
        // A verb that makes or removes the name asks for write access first, and looks at the name then.
        if (mode != LastLink.Name && IsTooLong(name)) return FsError.ENAMETOOLONG;
        Last = name;
        LastKind = LastKind.Name;
        if (mode == LastLink.FollowOrMake && trailingSlash) return FsError.None;
        bool found = Parent.Entries.TryGet(name, out Entry entry);
        Entry = entry.Node;
        EntryName = entry.Name;
        if (!found || mode == LastLink.Name || mode == LastLink.Keep && !trailingSlash) return FsError.None;
        return _tree.Resolve(entry.Node) is SymlinkNode link ? FollowLink(link, mode == LastLink.FollowOrMake ? mode : LastLink.Follow) : FsError.None;
    }

    private FsError FollowLink(SymlinkNode link, LastLink mode = LastLink.Follow)
    {
        if (++_links > NameRules.MaxSymlinks) return FsError.ELOOP;
        return Walk(link.Target, mode);
    }

    private void EndAt(LastKind kind)
    {
        LastKind = kind;
        Last = default;
        Entry = Parent;
        EntryName = this[Depth].Name;
    }

    private void Push(string name, DirectoryNode directory)
    {
        Depth++;
        if (Depth < Steps.Length)
        {
            _steps[Depth] = new Step(name, directory);
            return;
        }
        int deep = Depth - Steps.Length;
        _deepSteps ??= new Step[Steps.Length];
        if (deep == _deepSteps.Length) Array.Resize(ref _deepSteps, deep * 2);
        _deepSteps[deep] = new Step(name, directory);
    }

    /// <summary>A directory on the way, and the name that leads to it.</summary>
    internal readonly record struct Step(string Name, DirectoryNode Directory);

    [InlineArray(Length)]
    private struct Steps
    {
        internal const int Length = 24;
        private Step _first;
    }
}
