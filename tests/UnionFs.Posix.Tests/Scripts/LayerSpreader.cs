using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>
/// Spreads one tree over three layers, with things beneath that must not show: other files and directories, hidden by what is above
/// them, by whiteouts and by opaque directories. What the layers show together is the tree.
/// </summary>
internal sealed class LayerSpreader(Random random)
{
    private const int Count = 3;

    private readonly LayerBuilder[] _layers = [.. Enumerable.Range(0, Count).Select(i => new LayerBuilder($"layer {i}"))];

    /// <summary>The lowest layer whose entries show in a directory.</summary>
    private readonly Dictionary<string, int> _grounds = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _homes = new(StringComparer.Ordinal);

    internal LayerStack Spread(IReadOnlyList<PlantedEntry> entries)
    {
        foreach (PlantedEntry entry in entries)
        {
            int ground = entry.Path.Length == 0 ? 0 : _grounds[entry.Parent];
            if (entry.Kind == NodeKind.Directory && entry.LinkTo is null) AddDirectory(entry, ground);
            else _homes[entry.Path] = entry.LinkTo is null ? HomeOfGroup(entry, entries) : _homes[entry.LinkTo];
        }
        foreach (PlantedEntry entry in entries)
            if (entry.Kind != NodeKind.Directory) AddOther(entry, _homes[entry.Path], _grounds[entry.Parent]);
        foreach ((string directory, int ground) in _grounds)
            if (ground < Count - 1 && random.Next(3) == 0) AddRemoved(TreeView.Join(directory, "gone"), ground);
        return LayerStack.FromBottom(_layers.Select(layer => layer.Build()));
    }

    private void AddDirectory(PlantedEntry entry, int ground)
    {
        int home = random.Next(ground, Count);
        bool opaque = false;
        if (entry.Path.Length > 0 && home > ground)
        {
            switch (random.Next(4))
            {
                case 0:
                    AddBelow(entry.Path, home - 1, ground);
                    ground = home;
                    break;
                case 1:
                    _layers[ground].AddFile($"{entry.Path}/hidden", "below an opaque directory");
                    opaque = true;
                    ground = home;
                    break;
            }
        }
        _layers[home].AddDirectory(entry.Path.Length == 0 ? "/" : entry.Path, entry.ToMetadata(), opaque);
        _grounds[entry.Path] = ground;
    }

    /// <summary>All names of an inode are in one layer, which every directory they are in must show.</summary>
    private int HomeOfGroup(PlantedEntry entry, IReadOnlyList<PlantedEntry> entries)
    {
        int ground = entries.Where(other => other.Path == entry.Path || other.LinkTo == entry.Path).Max(other => GroundOf(other, entries));
        return random.Next(ground, Count);
    }

    /// <summary>A directory that comes later in the list is spread later; the top layer shows in all of them.</summary>
    private int GroundOf(PlantedEntry entry, IReadOnlyList<PlantedEntry> entries) =>
        _grounds.TryGetValue(entry.Parent, out int ground) ? ground : entries.Any(other => other.Path == entry.Parent) ? Count - 1 : 0;

    private void AddOther(PlantedEntry entry, int home, int ground)
    {
        LayerBuilder layer = _layers[home];
        Metadata metadata = entry.ToMetadata();
        if (entry.LinkTo is not null) layer.AddHardLink(entry.Path, entry.LinkTo);
        else if (entry.Kind == NodeKind.Symlink) layer.AddSymlink(entry.Path, entry.Target, metadata);
        else if (entry.Kind != NodeKind.File) layer.AddSpecial(entry.Path, entry.Kind, entry.Device, metadata);
        else layer.AddFile(entry.Path, Content.From([.. new byte[entry.Content.Length == 0 ? 0 : entry.Hole], .. entry.Content]), metadata);
        if (home > ground && random.Next(3) == 0) AddBelow(entry.Path, random.Next(ground, home), ground);
    }

    /// <summary>Something else at a path, in a layer that does not show there.</summary>
    private void AddBelow(string path, int layer, int ground)
    {
        switch (random.Next(4))
        {
            case 0: _layers[layer].AddFile(path, "below"); break;
            case 1: _layers[layer].AddSymlink(path, "below"); break;
            case 2 when layer > ground:
                _layers[layer].AddWhiteout(path);
                _layers[layer - 1].AddFile($"{path}/hidden", "below a whiteout");
                break;
            default: _layers[layer].AddWhiteout(path); break;
        }
    }

    private void AddRemoved(string path, int ground)
    {
        int layer = random.Next(ground, Count - 1);
        if (random.Next(2) == 0) _layers[layer].AddFile(path, "removed");
        else _layers[layer].AddDirectory($"{path}/deep");
        _layers[layer + 1].AddWhiteout(path);
    }
}
