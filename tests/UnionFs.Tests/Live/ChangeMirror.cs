using System.Globalization;

namespace UnionFs.Tests.Live;

/// <summary>
/// A copy of a file system that is kept from the events alone: it looks only at what an event named, and of that only at what the event
/// said had changed. If an event is missing, in the wrong place or of the wrong kind, it goes wrong.
/// </summary>
internal sealed class ChangeMirror
{
    /// <summary>What is known of an entry; null where an event said that it is no longer so.</summary>
    private sealed class Known
    {
        internal string? Body { get; set; }

        internal string? Attributes { get; set; }

        internal string? Times { get; set; }

        public override string ToString() => $"{Body} {Attributes} {Times}";
    }

    private Dictionary<string, Known> _entries = new(StringComparer.Ordinal);

    internal ChangeMirror(FileSystem fs) => _entries = Walk(fs);

    /// <summary>Applies events, then looks at what they named. Returns what is wrong, or null.</summary>
    internal string? Apply(FileSystem fs, IEnumerable<FileChange> changes, bool isRestored)
    {
        foreach (FileChange change in changes)
            if (Apply(change) is { } wrong) return $"{change}: {wrong}";
        foreach ((string path, Known known) in _entries)
        {
            // A restore does not tell link counts.
            if (known is not { Body: not null, Attributes: not null, Times: not null } || isRestored) Fill(fs, path, known, isRestored);
        }
        return Compare(Walk(fs));
    }

    private string? Apply(FileChange change)
    {
        string path = change.Path;
        switch (change.Kind)
        {
            case FileChangeKind.Created:
                return _entries.TryAdd(path, new Known()) ? null : "was there";
            case FileChangeKind.Deleted:
                return Take(path).Count > 0 ? null : "was not there";
            case FileChangeKind.Renamed:
                Take(path);
                return Put(path, Take(change.OldPath!));
            case FileChangeKind.Exchanged:
                List<(string Suffix, Known Known)> there = Take(path);
                return Put(path, Take(change.OldPath!)) ?? Put(change.OldPath!, there);
            case FileChangeKind.Changed:
                if (!_entries.TryGetValue(path, out Known? file)) return "was not there";
                file.Body = file.Times = null;
                return null;
            case FileChangeKind.Attributes:
                if (!_entries.TryGetValue(path, out Known? node)) return "was not there";
                node.Attributes = node.Times = null;
                return null;
            default:
                return "nothing was dropped";
        }
    }

    private List<(string Suffix, Known Known)> Take(string path)
    {
        var taken = _entries.Where(entry => entry.Key == path || entry.Key.StartsWith(path + "/", StringComparison.Ordinal))
            .Select(entry => (entry.Key[path.Length..], entry.Value)).ToList();
        foreach ((string rest, _) in taken) _entries.Remove(path + rest);
        return taken;
    }

    private string? Put(string path, List<(string Suffix, Known Known)> entries)
    {
        foreach ((string rest, Known known) in entries) _entries.Add(path + rest, known);
        return entries.Count > 0 ? null : "nothing was there";
    }

    private string? Compare(Dictionary<string, Known> expected)
    {
        foreach ((string path, Known known) in expected)
        {
            if (!_entries.TryGetValue(path, out Known? mine)) return $"{path} is missing in the mirror";
            if (mine.ToString() != known.ToString()) return $"{path} is {known}, the mirror has {mine}";
        }
        return _entries.Keys.FirstOrDefault(path => !expected.ContainsKey(path)) is { } extra ? $"{extra} is in the mirror only" : null;
    }

    private static Dictionary<string, Known> Walk(FileSystem fs)
    {
        var entries = new Dictionary<string, Known>(StringComparer.Ordinal);
        var open = new Stack<string>(["/"]);
        while (open.TryPop(out string? path))
        {
            var known = new Known();
            Fill(fs, path, known, all: true);
            entries.Add(path, known);
            if (!known.Body!.StartsWith("Directory", StringComparison.Ordinal)) continue;
            fs.Posix.ReadDirectory(path, out DirectoryListing? listing);
            foreach (DirectoryEntry entry in listing!) open.Push((path == "/" ? "" : path) + "/" + entry.Name);
        }
        return entries;
    }

    private static void Fill(FileSystem fs, string path, Known known, bool all)
    {
        if (fs.Posix.LStat(path, out FileStat stat) != FsError.None) return;
        bool isDirectory = stat.Kind == NodeKind.Directory;
        known.Body ??= $"{stat.Kind} {Body(fs, path, stat)}";
        string links = isDirectory ? "" : stat.LinkCount.ToString(CultureInfo.InvariantCulture);
        string mine = $"{stat.Mode} {stat.Uid} {stat.Gid} {string.Join(',', stat.Metadata.Xattrs.Select(pair => pair.Key + "=" + Convert.ToHexString(pair.Value.Span)))} links:";
        if (known.Attributes is null) known.Attributes = mine + links;
        else if (all) known.Attributes = known.Attributes[..(known.Attributes.LastIndexOf(':') + 1)] + links;
        // A directory's times move with its entries, which is not told.
        known.Times ??= isDirectory ? "" : $"{stat.ModifyTime} {stat.AccessTime}";
    }

    private static string Body(FileSystem fs, string path, FileStat stat)
    {
        switch (stat.Kind)
        {
            case NodeKind.File:
                fs.Posix.ReadContent(path, out Content content);
                var bytes = new byte[content.Length];
                content.Read(0, bytes);
                return Convert.ToHexString(bytes);
            case NodeKind.Symlink:
                fs.Posix.ReadLink(path, out string target);
                return target;
            default:
                return "";
        }
    }
}
