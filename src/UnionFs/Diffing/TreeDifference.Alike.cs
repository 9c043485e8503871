using UnionFs.Nodes;

namespace UnionFs.Diffing;

/// <summary>Names that differ in case or form alone, where that is no difference: a layer has all of them or none.</summary>
internal sealed partial class TreeDifference
{
    private readonly Dictionary<(EntryMap Before, EntryMap After, string Key), bool> _rewritten = [];

    /// <summary>
    /// Whether all entries that are like a name are written down anew: because it is spelled otherwise now, or because one of several that are
    /// alike changed, and would hide the others alone.
    /// </summary>
    internal bool IsRewritten(EntryMap before, EntryMap after, string name)
    {
        if (after.Names == NameComparison.Ordinal) return false;
        // Asked for every name of those alike, which may be many: answered once.
        (EntryMap, EntryMap, string) key = (before, after, NameFolding.KeyOf(after.Names, name));
        if (!_rewritten.TryGetValue(key, out bool isRewritten))
            _rewritten.Add(key, isRewritten = IsRewrittenNow(before, after, name));
        return isRewritten;
    }

    private bool IsRewrittenNow(EntryMap before, EntryMap after, string name)
    {
        List<Entry> then = before.Alike(name);
        List<Entry> now = after.Alike(name);
        if (then.Count == 0 || now.Count == 0) return false;
        if (then.Count != now.Count) return true;
        for (int i = 0; i < now.Count; i++)
            if (then[i].Name != now[i].Name) return true;
        return now.Count > 1 && HasChanged(then, now);
    }

    private bool HasChanged(List<Entry> then, List<Entry> now)
    {
        for (int i = 0; i < now.Count; i++)
            if (!ReferenceEquals(then[i].Node, now[i].Node) || now[i].Node.HasLinks && _changedInodes.Count > 0) return true;
        return false;
    }

    /// <summary>
    /// Whether a linked name is one of several that are alike, or below one. Such a name is written when a name beside it is, and then all
    /// names of its inode must be: rather than to follow that, all are written.
    /// </summary>
    private bool HasLinksAlike()
    {
        if (_after.Root.Entries.Names == NameComparison.Ordinal) return false;
        var open = new Stack<DirectoryNode>([_after.Root]);
        while (open.TryPop(out DirectoryNode? directory))
        {
            foreach (Entry entry in directory.Entries.Linked())
            {
                if (directory.Entries.Alike(entry.Name).Count > 1) return true;
                if (entry.Node is DirectoryNode below) open.Push(below);
            }
        }
        return false;
    }
}
