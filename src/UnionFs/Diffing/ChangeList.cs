using System.Runtime.CompilerServices;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Diffing;

/// <summary>
/// Lists how one tree differs from another. A removed tree is one change; everything in an added one is listed. What vanished at one
/// path and appeared at another with the same inode number was renamed (moves out of a tree that was removed as a whole show as added).
/// </summary>
internal sealed class ChangeList
{
    private readonly TreeDifference _difference;
    private readonly List<Change> _changes = [];
    private readonly List<(string Path, Node? Before, Node Node)> _arrived = [];
    private readonly Dictionary<(long Ino, NodeKind Kind), List<(string Path, Node Node)>> _departed = [];

    private readonly List<(string Path, NodeKind Kind)> _unchanged = [];
    private readonly HashSet<string> _origins = new(StringComparer.Ordinal);

    private readonly bool _byPath;

    private ChangeList(TreeDifference difference, bool byPath) => (_difference, _byPath) = (difference, byPath);

    /// <param name="before">The one tree.</param>
    /// <param name="after">The other.</param>
    /// <param name="byPath">Whether nothing counts as renamed or made anew: what is at a path is compared with what is at the same path.</param>
    internal static List<Change> Between(Tree before, Tree after, bool byPath = false)
    {
        after = after.WithNames(before.Root.Entries.Names);
        var list = new ChangeList(new TreeDifference(before, after, byPath), byPath);
        list.Directories("", before.Root, after.Root, isRoot: true);
        list.Settle();
        // What was renamed away and is there again, looking as before, is new all the same.
        foreach ((string path, NodeKind kind) in list._unchanged)
            if (list._origins.Contains(path)) list._changes.Add(new Change(path, ChangeKind.Added, kind));
        // A removal that turned out to be the other half of a rename is no news of its own.
        list._changes.RemoveAll(change => change.Kind == ChangeKind.Removed && list._origins.Contains(change.Path));
        list._changes.Sort(static (a, b) => ComparePaths(a.Path, b.Path));
        return list._changes;
    }

    /// <summary>Reports a directory that is in both trees, and what is in it.</summary>
    private void Directories(string path, DirectoryNode before, DirectoryNode after, bool isRoot = false)
    {
        int earlier = _changes.Count + _arrived.Count;
        Entries(path, before, after);
        ChangedParts parts = NodeComparison.CompareMetadata(before.Metadata, after.Metadata);
        // Every change of an entry moves the directory's times: no news beside the entry itself.
        bool hasEntryChanges = _changes.Count + _arrived.Count > earlier;
        if (parts != ChangedParts.None && !(parts == ChangedParts.Times && hasEntryChanges))
            _changes.Add(new Change(isRoot ? "/" : path, ChangeKind.Modified, NodeKind.Directory, parts));
    }

    private void Entries(string path, DirectoryNode before, DirectoryNode after)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach ((string name, Node? old, Node? now) in _difference.Pairs(before, after)) Entry($"{path}/{name}", old, now);
    }

    private void Entry(string path, Node? before, Node? after)
    {
        if (after is null)
        {
            Departed(path, before!);
            _changes.Add(new Change(path, ChangeKind.Removed, before!.Kind));
        }
        else if (after is DirectoryNode directory && _difference.IsSameDirectory(before, directory))
        {
            Directories(path, (DirectoryNode)before!, directory);
        }
        else if (before is null || before.Kind != after.Kind || after is DirectoryNode)
        {
            if (before is not null) Departed(path, before);
            _arrived.Add((path, before, after));
        }
        else if (!_byPath && before.Ino != after.Ino)
        {
            // Another inode of the same kind: perhaps moved here from elsewhere, over the old one.
            Departed(path, before);
            _arrived.Add((path, before, after));
        }
        else if (_difference.Compare(before, after) is not ChangedParts.None and var parts)
        {
            _changes.Add(new Change(path, ChangeKind.Modified, after.Kind, parts));
        }
    }

    private void Departed(string path, Node node)
    {
        if (!_departed.TryGetValue((node.Ino, node.Kind), out var places)) _departed.Add((node.Ino, node.Kind), places = []);
        places.Add((path, node));
    }

    /// <summary>Matches what appeared with what vanished, once all of both is known.</summary>
    private void Settle()
    {
        // Reporting a renamed or added directory finds more.
        for (int i = 0; i < _arrived.Count; i++)
        {
            (string path, Node? before, Node node) = _arrived[i];
            if (OriginOf(path, node) is { } origin) Renamed(path, origin.Path, origin.Node, node);
            else Appeared(path, before, node);
        }
    }

    private (string Path, Node Node)? OriginOf(string path, Node node)
    {
        if (_byPath || !_departed.TryGetValue((node.Ino, node.Kind), out var places)) return null;
        int index = places.FindIndex(place => place.Path != path);
        if (index < 0) return null;
        (string Path, Node Node) origin = places[index];
        places.RemoveAt(index);
        _origins.Add(origin.Path);
        return origin;
    }

    private void Renamed(string path, string from, Node before, Node after)
    {
        if (before is DirectoryNode old && after is DirectoryNode now)
        {
            int earlier = _changes.Count + _arrived.Count;
            Entries(path, old, now);
            ChangedParts parts = NodeComparison.CompareMetadata(old.Metadata, now.Metadata);
            if (_changes.Count + _arrived.Count > earlier) parts &= ~ChangedParts.Times;
            _changes.Add(new Change(path, ChangeKind.Renamed, after.Kind, parts, from));
            return;
        }
        _changes.Add(new Change(path, ChangeKind.Renamed, after.Kind, _difference.Compare(before, after) & ~ChangedParts.Links, from));
    }

    private void Appeared(string path, Node? before, Node node)
    {
        if (before is null) _changes.Add(new Change(path, ChangeKind.Added, node.Kind));
        else if (before.Kind != node.Kind || node is DirectoryNode) _changes.Add(new Change(path, ChangeKind.Replaced, node.Kind));
        else if (_difference.Compare(before, node) is not ChangedParts.None and var parts) _changes.Add(new Change(path, ChangeKind.Modified, node.Kind, parts));
        else _unchanged.Add((path, node.Kind));
        if (node is not DirectoryNode directory) return;
        foreach (Entry entry in directory.Entries.Ordered) _arrived.Add(($"{path}/{entry.Name}", null, entry.Node));
    }

    /// <summary>Parents first, then ordinal by name.</summary>
    private static int ComparePaths(string a, string b)
    {
        int common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length) return a.Length - b.Length;
        if (a[common] == '/') return -1;
        return b[common] == '/' ? 1 : a[common].CompareTo(b[common]);
    }
}
