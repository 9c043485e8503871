using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>Chooses the tree that a script starts with. The first entry is the root.</summary>
internal sealed class TreeGenerator(Words words)
{
    private readonly List<PlantedEntry> _entries = [];

    internal IReadOnlyList<PlantedEntry> Next()
    {
        Add(new PlantedEntry("", NodeKind.Directory));
        for (int count = 4 + words.Choose(12); count > 0; count--)
        {
            PlantedEntry[] parents = [.. _entries.Where(entry => entry.Kind == NodeKind.Directory && entry.Path.Count(c => c == '/') < 2)];
            string name = words.Name();
            if (name == Words.TooLong) continue;
            string path = TreeView.Join(words.Pick<PlantedEntry>(parents).Path, name);
            if (_entries.Any(entry => entry.Path == path)) continue;
            Add(Choose(path));
        }
        return _entries;
    }

    private PlantedEntry Choose(string path)
    {
        PlantedEntry[] linkable = [.. _entries.Where(entry => entry.Kind != NodeKind.Directory && entry.LinkTo is null)];
        switch (words.Choose(20))
        {
            case < 8: return new PlantedEntry(path, NodeKind.Directory);
            case < 12: return File(path);
            case < 13: return File(path) with { Hole = 100_000 };
            case < 16: return new PlantedEntry(path, NodeKind.Symlink) { Target = NotEmpty(words.Target()) };
            case < 18 when linkable.Length > 0: return words.Pick<PlantedEntry>(linkable) is var target ? target with { Path = path, LinkTo = target.Path } : null!;
            case 18: return new PlantedEntry(path, words.OneIn(3) ? NodeKind.Socket : NodeKind.Fifo);
            case 19: return new PlantedEntry(path, words.OneIn(2) ? NodeKind.CharDevice : NodeKind.BlockDevice) { Device = words.Device() };
            default: return File(path);
        }
    }

    private PlantedEntry File(string path) => new(path, NodeKind.File) { Content = Bytes.Filled(words.Count(), words.Seed()) };

    private static string NotEmpty(string target) => target.Length is 0 or > 4095 ? "a" : target;

    private void Add(PlantedEntry entry)
    {
        if (entry.LinkTo is null)
        {
            entry = entry with { Mode = words.Mode(), Uid = words.Owner() ?? 7, Gid = words.Owner() ?? 8, Access = words.Moment(), Modify = words.Moment() };
            if (words.OneIn(4)) entry = entry with { Xattrs = [("trusted.a", Bytes.Filled(3, words.Seed()))] };
            if (words.OneIn(4) && entry.Kind is NodeKind.File or NodeKind.Directory) entry = entry with { Xattrs = [.. entry.Xattrs, ("user.a", [1])] };
        }
        _entries.Add(entry);
    }
}
