using UnionFs.Diffing;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Mounting;

/// <summary>
/// The events that lead from one tree to another, one after the other: renames, then what goes, what comes, what changed. The list
/// of changes tells all at once instead, so a rename is one here only where its place was free and nothing around it moved; any other
/// (a swap, a chain, a move into a new directory) is told as gone and come.
/// </summary>
internal sealed class RestoredChanges
{
    private const ChangedParts ContentParts = ChangedParts.Content | ChangedParts.Target | ChangedParts.Device;

    private readonly Tree _before;
    private readonly Tree _after;
    private readonly List<Change> _list;
    private readonly List<Change> _renames = [];
    private readonly Dictionary<string, string> _originOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _origins = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ends = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly List<FileChange> _gone = [];
    private readonly List<FileChange> _come = [];
    private readonly List<FileChange> _changed = [];

    private RestoredChanges(Tree before, Tree after)
    {
        _before = before;
        _after = after;
        _list = ChangeList.Between(before, after);
    }

    internal static List<FileChange> Between(Tree before, Tree after)
    {
        var changes = new RestoredChanges(before, after);
        changes.ChooseRenames();
        foreach (Change change in changes._list) changes.Sort(change);
        // What was in a directory that is gone went with it.
        changes._gone.RemoveAll(gone => HasAncestor(gone.Path, changes._deleted));
        return [.. changes._renames.Select(rename => new FileChange(FileChangeKind.Renamed, rename.Path, rename.NodeKind, rename.From)),
            .. changes._gone, .. changes._come, .. changes._changed];
    }

    private void ChooseRenames()
    {
        foreach (Change change in _list)
        {
            if (change.Kind != ChangeKind.Renamed) continue;
            _origins.Add(change.From!);
            _ends.Add(change.From!);
            _ends.Add(change.Path);
        }
        foreach (Change change in _list)
        {
            if (change.Kind != ChangeKind.Renamed) continue;
            if (!IsPlain(change))
            {
                _whole.Add(change.Path);
                continue;
            }
            _renames.Add(change);
            _originOf.Add(change.Path, change.From!);
            _left.Add(change.From!);
        }
    }

    /// <summary>Whether a rename can be done before anything else, whatever the others do.</summary>
    private bool IsPlain(Change rename)
    {
        if (_origins.Contains(rename.Path) || HasAncestor(rename.Path, _ends) || HasAncestor(rename.From!, _ends)) return false;
        if (Find(_before, rename.From!) is null || !IsFree(rename)) return false;
        string parent = rename.Path[..rename.Path.LastIndexOf('/')];
        return Find(_before, parent) is DirectoryNode then && Find(_after, parent) is DirectoryNode now && then.Ino == now.Ino;
    }

    /// <summary>Whether nothing is where a rename leads to, but perhaps what is renamed, under a spelling that is no other name.</summary>
    private bool IsFree(Change rename)
    {
        string path = rename.Path;
        int name = path.LastIndexOf('/') + 1;
        if (Find(_before, path[..name]) is not DirectoryNode parent) return true;
        List<Entry> alike = parent.Entries.Alike(path[name..]);
        return alike.Count == 0 || alike.Count == 1 && alike[0].Name != path[name..] && path[..name] + alike[0].Name == rename.From;
    }

    private void Sort(Change change)
    {
        // What is in a directory that comes as a whole has come with it; what left it is gone from where the directory was.
        bool isInWhole = HasAncestor(change.Path, _whole);
        if (change.Kind == ChangeKind.Renamed)
        {
            if (!_whole.Contains(change.Path))
            {
                Changed(change);
                return;
            }
            if (!HasAncestor(change.From!, _whole)) Gone(change.From!, change.NodeKind);
            if (isInWhole) return;
            Replaced(change.Path);
            Come(change.Path, Find(_after, change.Path)!);
            return;
        }
        if (isInWhole) return;
        switch (change.Kind)
        {
            case ChangeKind.Removed:
                Gone(change.Path, change.NodeKind);
                break;
            case ChangeKind.Modified when !_origins.Contains(change.Path):
                Changed(change);
                break;
            case ChangeKind.Replaced:
                Replaced(change.Path);
                goto default;
            default:
                // The list has an entry for each that is below.
                _come.Add(new FileChange(FileChangeKind.Created, change.Path, change.NodeKind));
                break;
        }
    }

    private void Changed(Change change)
    {
        bool hasContent = (change.Parts & ContentParts) != 0;
        ChangedParts rest = change.Parts & ~ContentParts;
        // New content brings new times.
        if (hasContent) rest &= ~ChangedParts.Times;
        if (hasContent) _changed.Add(new FileChange(FileChangeKind.Changed, change.Path, change.NodeKind));
        if (rest != ChangedParts.None) _changed.Add(new FileChange(FileChangeKind.Attributes, change.Path, change.NodeKind));
    }

    /// <summary>What was at a path is gone, unless it has left by a rename.</summary>
    private void Replaced(string path)
    {
        if (!_origins.Contains(path) && Present(path) is { } old) Gone(path, old.Kind);
    }

    private void Gone(string path, NodeKind kind)
    {
        if (_deleted.Add(path)) _gone.Add(new FileChange(FileChangeKind.Deleted, path, kind));
    }

    private void Come(string path, Node node)
    {
        var open = new Stack<(string Path, Node Node)>([(path, node)]);
        while (open.TryPop(out (string Path, Node Node) top))
        {
            _come.Add(new FileChange(FileChangeKind.Created, top.Path, top.Node.Kind));
            if (top.Node is not DirectoryNode directory) continue;
            Entry[] entries = directory.Entries.Ordered;
            for (int i = entries.Length - 1; i >= 0; i--) open.Push(($"{top.Path}/{entries[i].Name}", entries[i].Node));
        }
    }

    /// <summary>What is at a path once the plain renames are done, of which none begins or ends below another.</summary>
    private Node? Present(string path)
    {
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (_originOf.TryGetValue(path[..slash], out string? origin)) return Find(_before, origin + path[slash..]);
            if (_left.Contains(path[..slash])) return null;
        }
        return Find(_before, path);
    }

    private static bool HasAncestor(string path, HashSet<string> paths)
    {
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (paths.Contains(path[..slash])) return true;
        return false;
    }

    /// <summary>The entry at a path of these very spellings.</summary>
    private static Node? Find(Tree tree, string path)
    {
        Node? node = tree.Root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) node = (node as DirectoryNode)?.Entries.FindExact(name);
        return node;
    }
}
