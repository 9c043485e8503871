using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Diffing;

/// <summary>
/// How one tree differs from another: the walk and the decisions that the written layer and the list of changes share.
/// Equal subtrees are skipped by reference, so the cost follows the changes (and the hard-linked names), not the size.
/// </summary>
internal sealed partial class TreeDifference
{
    private readonly Tree _before;
    private readonly Tree _after;
    private readonly bool _byPath;
    private readonly bool _byIdentity;
    private readonly LinkGroups _groupsBefore;
    private readonly LinkGroups _groupsAfter;
    private readonly Dictionary<(IReadOnlyList<string> Then, IReadOnlyList<string> Now), bool> _kept = [];
    private readonly HashSet<SharedInode> _changedInodes = new(ReferenceEqualityComparer.Instance);

    /// <param name="before">The one tree.</param>
    /// <param name="after">The other.</param>
    /// <param name="byPath">Whether the trees have nothing to do with each other, so that equal inode numbers mean nothing.</param>
    internal TreeDifference(Tree before, Tree after, bool byPath = false)
    {
        _before = before;
        _after = after;
        // Trees with one origin know their directories by inode number, so a directory made anew is told from one that was edited.
        _byPath = byPath;
        _byIdentity = !byPath && before.Root.Ino == after.Root.Ino;
        _groupsBefore = new LinkGroups(before);
        _groupsAfter = new LinkGroups(after);
        FindChangedInodes();
        if (_changedInodes.Count > 0 && HasLinksAlike()) _changedInodes.UnionWith(_groupsAfter.All);
    }

    internal LinkGroups GroupsAfter => _groupsAfter;

    internal Node Before(Node entry) => _before.Resolve(entry);

    internal Node After(Node entry) => _after.Resolve(entry);

    /// <summary>The names in two directories that may differ, in ordinal order.</summary>
    internal List<EntryDifference.Pair> Pairs(DirectoryNode before, DirectoryNode after)
    {
        List<EntryDifference.Pair> pairs = EntryDifference.Between(before.Entries, after.Entries);
        if (_changedInodes.Count == 0 || !after.HasLinks) return pairs;

        // Where an inode changed in the table, its names are in directories that did not change.
        var known = pairs.Select(pair => pair.Name).ToHashSet(StringComparer.Ordinal);
        foreach (Entry entry in after.Entries.Linked())
            if (!known.Contains(entry.Name)) pairs.Add(new EntryDifference.Pair(entry.Name, entry.Node, entry.Node));
        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return pairs;
    }

    /// <summary>Whether two entries are one directory, edited; otherwise the later one came new.</summary>
    internal bool IsSameDirectory(Node? before, DirectoryNode after) =>
        before is DirectoryNode directory && (!_byIdentity || directory.Ino == after.Ino);

    /// <summary>What differs between two entries that are no directories and of one kind.</summary>
    internal ChangedParts Compare(Node before, Node after)
    {
        ChangedParts parts = ReferenceEquals(before, after) && after is not SharedInode ? ChangedParts.None
            : NodeComparison.Compare(Before(before), After(after));
        if (!KeepsGroup(before, after)) parts |= ChangedParts.Links;
        return parts;
    }

    /// <summary>Whether a layer has to write this entry, which is no directory.</summary>
    internal bool MustWrite(Node? before, Node after) => after is SharedInode shared && _groupsAfter.CountOf(shared) > 1
        ? _changedInodes.Contains(shared)
        : IsChanged(before, after);

    /// <summary>
    /// Another inode at the same name is written even where it looks the same: the old one may be at another name now, and two files
    /// must not come out as one.
    /// </summary>
    private bool IsChanged(Node? before, Node after) =>
        before is null or DirectoryNode || before.Kind != after.Kind || _byIdentity && before.Ino != after.Ino
        || Compare(before, after) != ChangedParts.None;

    /// <summary>
    /// Whether the names that are one inode now were one inode before. A group that only lost names is still right in the lower layer;
    /// but another inode in the place of one of its names must be written even where it looks the same, or it would still be linked there.
    /// </summary>
    private bool KeepsGroup(Node before, Node after)
    {
        if (!_byPath && before.Ino != after.Ino && _groupsBefore.GroupOf(before) is not null) return false;
        if (_groupsAfter.GroupOf(after) is not { } now) return !_byPath || _groupsBefore.GroupOf(before) is null;
        if (_groupsBefore.GroupOf(before) is not { } then) return false;
        // Asked for every name of a group: answered once.
        if (!_kept.TryGetValue((then, now), out bool keeps))
            _kept.Add((then, now), keeps = now.ToHashSet(StringComparer.Ordinal).IsSubsetOf(then));
        return keeps;
    }

    /// <summary>What was at a path; null also where a directory on the way came new or is written anew, because all in it is written.</summary>
    private Node? FindBefore(string[] path)
    {
        DirectoryNode before = _before.Root;
        DirectoryNode after = _after.Root;
        foreach (string name in path.AsSpan(0, path.Length - 1))
        {
            bool isRewritten = IsRewritten(before.Entries, after.Entries, name);
            after = (DirectoryNode)after.Entries.Find(name)!;
            if (isRewritten || before.Entries.Find(name) is not DirectoryNode directory || !IsSameDirectory(directory, after)) return null;
            before = directory;
        }
        return IsRewritten(before.Entries, after.Entries, path[^1]) ? null : before.Entries.Find(path[^1]);
    }

    /// <summary>
    /// An inode with several names is written whole if one of its names must be: then all names are one inode in the new layer too.
    /// </summary>
    private void FindChangedInodes()
    {
        foreach (SharedInode shared in _groupsAfter.All)
        {
            if (_groupsAfter.GroupOf(shared) is not { } names) continue;
            if (names.Any(name => IsChanged(FindBefore(name.Split('/', StringSplitOptions.RemoveEmptyEntries)), shared)))
                AddChangedInode(shared);
        }
        // A single name whose inode the table changed has to be found in its unchanged directory as well.
        foreach (SharedInode shared in _groupsAfter.All)
            if (_groupsAfter.CountOf(shared) == 1 && !NodeComparison.IsSame(_before.StateOf(shared).Node, _after.StateOf(shared).Node))
                AddChangedInode(shared);
    }

    private void AddChangedInode(SharedInode shared)
    {
        _changedInodes.Add(shared);
        // What was answered before the first was found may be answered otherwise now.
        if (_changedInodes.Count == 1) _rewritten.Clear();
    }
}
