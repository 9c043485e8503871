using UnionFs.Packs.Rules;

namespace UnionFs.Packs.Flushing;

/// <summary>Which changes go to which folder, worked out before anything is written.</summary>
internal sealed class FlushPlan
{
    private readonly Dictionary<string, LayerEntry> _flushed = new(StringComparer.Ordinal);
    private readonly List<FolderChanges> _folders;
    private readonly List<FlushedPath> _removed = [];

    /// <exception cref="ArgumentException">A route is to no pack that could take anything.</exception>
    /// <exception cref="PackException">A path cannot be in the folder that it is routed to, or would not be seen there.</exception>
    internal FlushPlan(PackSet packs, Layer changes, IReadOnlyList<WriteRoute> routes)
    {
        var folders = new Dictionary<string, FolderChanges>(StringComparer.Ordinal);
        foreach (WriteRoute route in routes)
            if (!folders.ContainsKey(route.Pack)) folders.Add(route.Pack, new FolderChanges(Target(packs, route.Pack), packs.Names));
        Dictionary<string, string> targets = Match(changes, routes, packs.Names);
        foreach (LayerEntry entry in changes.Entries())
        {
            if (!targets.TryGetValue(entry.Path, out string? target)) continue;
            FolderChanges folder = folders[target];
            if (entry.Kind is NodeKind.File or NodeKind.Symlink)
            {
                folder.Put(entry);
                _flushed.Add(entry.Path, entry);
            }
            else if (entry.Kind == NodeKind.Directory)
            {
                folder.PutDirectory(entry);
            }
            else if (entry.Kind == NodeKind.Whiteout && folder.Remove(entry.Path))
            {
                _removed.Add(new FlushedPath(entry.Path, target));
            }
        }
        _folders = [.. folders.Values.Where(folder => !folder.IsEmpty)];
        CheckSeen(packs);
    }

    /// <summary>The folders that something is to be done in, in the order of the routes.</summary>
    internal IReadOnlyList<FolderChanges> Folders => _folders;

    /// <summary>
    /// What is left of the changes over a stack that has the folders as they are now: what was not flushed, or has changed since. Of directories only that they are there.
    /// </summary>
    internal Layer Rest(Layer changes, LayerStack next)
    {
        var builder = new LayerBuilder(changes.Name);
        var firstNames = new Dictionary<long, string>();
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (LayerEntry entry in changes.Entries())
        {
            if (entry.Kind == NodeKind.Directory)
            {
                if (entry.IsOpaque || hidden.Contains(ParentOf(entry.Path))) HideRest(entry.Path);
                if (next.Find(entry.Path) is not { Kind: NodeKind.Directory }) builder.AddDirectory(entry.Path, entry.Metadata);
            }
            else if (entry.Kind == NodeKind.Whiteout)
            {
                if (next.Find(entry.Path) is not null) builder.AddWhiteout(entry.Path);
            }
            else if (!IsFlushed(entry))
            {
                PackFilter.Add(builder, entry.Path, entry, firstNames, entry.Content);
            }
        }
        return builder.Build();

        // A directory that was opaque stays what it was: what it hid of the packs is named now.
        void HideRest(string directory)
        {
            hidden.Add(directory);
            if (next.Find(directory) is not { Kind: NodeKind.Directory }) return;
            foreach (LayerEntry below in next.List(directory))
                if (changes.Find(below.Path) is null) builder.AddWhiteout(below.Path);
        }
    }

    internal FlushReport Report(Layer rest) => new(
        [.. _folders.SelectMany(folder => folder.Written.Select(path => new FlushedPath(path, folder.Pack.Name))).OrderBy(flushed => flushed.Path, StringComparer.Ordinal)],
        _removed,
        [.. rest.Entries().Where(entry => entry.Path != "/" && !(entry.Kind == NodeKind.Directory && entry.IsImplied)).Select(entry => entry.Path)]);

    private bool IsFlushed(LayerEntry entry) => _flushed.TryGetValue(entry.Path, out LayerEntry? flushed)
        && flushed.Kind == entry.Kind && ReferenceEquals(flushed.Content, entry.Content) && flushed.LinkTarget == entry.LinkTarget && flushed.Metadata == entry.Metadata;

    private static Pack Target(PackSet packs, string name)
    {
        Pack pack = packs[name];
        if (!packs.IsEnabled(name)) throw new ArgumentException($"The pack '{name}' is disabled: what is written to it would not be seen.", nameof(name));
        if (pack.Source is not { } source || !Directory.Exists(source)) throw new ArgumentException($"The pack '{name}' does not come from a folder.", nameof(name));
        return pack;
    }

    /// <summary>The pack of the first route that matches each path. A directory, and what stands for one that is gone, goes where a file in it would.</summary>
    private static Dictionary<string, string> Match(Layer changes, IReadOnlyList<WriteRoute> routes, NameComparison names)
    {
        var inside = new LayerBuilder();
        foreach (LayerEntry entry in changes.Entries())
            if (entry.Path != "/" && entry.Kind is NodeKind.Directory or NodeKind.Whiteout) inside.AddDirectory(entry.Path);
        foreach (LayerEntry entry in changes.Entries())
            if (entry.Path != "/" && entry.Kind is NodeKind.Directory or NodeKind.Whiteout) inside.AddFile($"{entry.Path}/{InsideName}", Content.Empty);
        GlobTree files = GlobTree.Of(changes, names), directories = GlobTree.Of(inside.Build(), names);
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (WriteRoute route in routes)
        {
            foreach (string path in files.Match(route.Files, [], names)) targets.TryAdd(path, route.Pack);
            foreach (string path in directories.Match(route.Files, [], names)) targets.TryAdd(path[..^(InsideName.Length + 1)], route.Pack);
        }
        return targets;
    }

    /// <summary>A name that no directory has: it is matched, and never written.</summary>
    private const string InsideName = "\u0001";

    /// <summary>Holds what the union would show against what was written, without writing it.</summary>
    private void CheckSeen(PackSet packs)
    {
        foreach (FolderChanges folder in _folders) packs = packs.Change(folder.Pack.Name, folder.Changed);
        LayerStack stack = packs.ToStack();
        foreach (FolderChanges folder in _folders)
            foreach (string path in folder.Written)
                if (stack.Find(path) is not { } seen || !ReferenceEquals(seen.Content, _flushed[path].Content) || seen.LinkTarget != _flushed[path].LinkTarget)
                    throw new PackException(folder.Pack.Name, path, "there it would not be seen: a pack that loads later hides it, or the pack's own rules do.");
    }

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";
}
