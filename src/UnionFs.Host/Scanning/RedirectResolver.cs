using UnionFs.Host.Linux;

namespace UnionFs.Host.Scanning;

/// <summary>
/// Makes a layer with redirects and metadata-only copies one that says the same without them, over the same lower layers: a directory
/// that is elsewhere below becomes an opaque one with all that shows there, a file gets its bytes from there. Nothing is read but
/// names and metadata; bytes stay where they are. O(entries of the layer and of the redirected trees); where those
/// have hard links, also O(names of the lower layers).
/// </summary>
internal sealed class RedirectResolver(Layer layer, LowerReferences references, LowerView lowers, string shown, CancellationToken ct)
{
    private readonly LayerBuilder _builder = new(layer.Name);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);

    /// <summary>Whiteouts in directories that get their lower entries here: they keep them out, and are not needed any more.</summary>
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    /// <summary>By inode, and the name that the scan came to first: of a hard-linked file that need not be the first in order.</summary>
    private readonly Dictionary<long, string> _metacopies = [];

    /// <summary>Hard-linked lower files that were taken over, by inode, and the first name of each in the layer.</summary>
    private readonly Dictionary<long, string> _firstNames = [];

    /// <param name="Below">The lower directory that it shows as well; null if there is none.</param>
    /// <param name="Merges">Whether that is the one at its own path, so that the stack merges them.</param>
    private readonly record struct Place(string? Below, bool Merges);

    internal Layer Resolve()
    {
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.Kind == NodeKind.Directory) AddDirectory(entry);
            else if (references.Metacopies.Contains(entry.Path)) _metacopies.Add(entry.Inode, entry.Path);
        }
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.Kind == NodeKind.Whiteout) AddWhiteout(entry.Path);
            else if (entry.Kind != NodeKind.Directory) Add(entry);
        }
        foreach ((string path, Place place) in _places)
            if (!place.Merges && place.Below is { } below && lowers.IsDirectory(below)) TakeOver(below, path);
        if (_firstNames.Count > 0) CloseGroups();
        return _builder.Build();
    }

    private void AddDirectory(LayerEntry entry)
    {
        string? redirect = references.Redirects.GetValueOrDefault(entry.Path);
        Place place = entry.Path == "/"
            ? new Place(entry.IsOpaque ? null : "/", !entry.IsOpaque)
            : PlaceOf(entry, redirect, _places[LowerView.ParentOf(entry.Path)]);
        bool opaque = entry.IsOpaque || redirect is not null && !place.Merges;
        _places.Add(entry.Path, place);
        if (opaque) _opaque.Add(entry.Path);
        _builder.AddDirectory(entry.Path, entry.Metadata, opaque);
    }

    private static Place PlaceOf(LayerEntry entry, string? redirect, Place parent)
    {
        if (entry.IsOpaque) return new Place(null, false);
        string? below = Below(entry.Path, redirect, parent);
        return new Place(below, parent.Merges && below == entry.Path);
    }

    /// <summary>Where the node at a path is in the lower layers.</summary>
    private static string? Below(string path, string? redirect, Place parent)
    {
        if (redirect is ['/', ..]) return redirect;
        return parent.Below is null ? null : LowerView.Join(parent.Below, redirect ?? path[(path.LastIndexOf('/') + 1)..]);
    }

    private void AddWhiteout(string path)
    {
        if (_places[LowerView.ParentOf(path)].Merges) _builder.AddWhiteout(path);
        else _removed.Add(path);
    }

    private void Add(LayerEntry entry)
    {
        if (entry.HardLinkOf is { } first) _builder.AddHardLink(entry.Path, first);
        else if (entry.Kind == NodeKind.File) _builder.AddFile(entry.Path, ContentOf(entry), entry.Metadata);
        else if (entry.Kind == NodeKind.Symlink) _builder.AddSymlink(entry.Path, entry.LinkTarget!, entry.Metadata);
        else _builder.AddSpecial(entry.Path, entry.Kind, entry.Device, entry.Metadata);
    }

    private Content ContentOf(LayerEntry entry)
    {
        if (!_metacopies.TryGetValue(entry.Inode, out string? path)) return entry.Content;
        string? below = Below(path, references.Redirects.GetValueOrDefault(path), _places[LowerView.ParentOf(path)]);
        return below is not null && lowers.FindContent(below) is { } content ? content
            : throw new IOException($"'{shown}{path}' is a copy of the metadata alone, and no lower layer has its bytes at '{below ?? path}'.", Libc.ENOENT);
    }

    /// <summary>Adds what a lower directory shows and the layer's own one does not say otherwise.</summary>
    private void TakeOver(string below, string path)
    {
        var pending = new Stack<(string Below, string Path)>([(below, path)]);
        while (pending.TryPop(out (string Below, string Path) next))
        {
            ct.ThrowIfCancellationRequested();
            foreach (DirectoryEntry child in lowers.List(next.Below))
            {
                string to = LowerView.Join(next.Path, child.Name);
                if (_builder.KindOf(to) is not null || _removed.Contains(to)) continue;
                string from = LowerView.Join(next.Below, child.Name);
                FileStat stat = lowers.Stat(from);
                if (stat.Kind == NodeKind.Directory)
                {
                    _builder.AddDirectory(to, stat.Metadata);
                    pending.Push((from, to));
                }
                else TakeOver(from, to, stat);
            }
        }
    }

    private void TakeOver(string from, string to, in FileStat stat)
    {
        if (stat.LinkCount > 1 && !_firstNames.TryAdd(stat.Inode, to)) _builder.AddHardLink(to, _firstNames[stat.Inode]);
        else if (stat.Kind == NodeKind.File) _builder.AddFile(to, lowers.FindContent(from)!, stat.Metadata);
        else if (stat.Kind == NodeKind.Symlink) _builder.AddSymlink(to, lowers.LinkTarget(from), stat.Metadata);
        else _builder.AddSpecial(to, stat.Kind, stat.Device, stat.Metadata);
    }

    /// <summary>Other names of the files that were taken over, which the lower layers go on showing, must be the same files.</summary>
    private void CloseGroups()
    {
        var pending = new Stack<string>(_opaque.Contains("/") ? [] : ["/"]);
        while (pending.TryPop(out string? directory))
        {
            ct.ThrowIfCancellationRequested();
            foreach (DirectoryEntry child in lowers.List(directory))
            {
                string path = LowerView.Join(directory, child.Name);
                NodeKind? own = _builder.KindOf(path);
                if (child.Kind == NodeKind.Directory && (own is null || own == NodeKind.Directory && !_opaque.Contains(path))) pending.Push(path);
                else if (own is null && _firstNames.TryGetValue(child.Inode, out string? first)) _builder.AddHardLink(path, first);
            }
        }
    }
}
