namespace UnionFs.Nodes;

/// <summary>
/// The paths of all directories below one, in one table by their hashes, with what is in them: what <see cref="PathIndex"/> remembers bit by bit, side by side
/// in memory, so that a lookup waits for fewer cache lines. Made when several times more paths were asked for than there are directories; the tree below is
/// immutable, so the table never ages.
/// </summary>
internal sealed class PathTable
{
    private readonly ProbeTable _places;
    private readonly Place[] _directories;

    private PathTable(ProbeTable places, Place[] directories)
    {
        _places = places;
        _directories = directories;
    }

    /// <summary>The table of all below a directory; null if there are more directories than so many.</summary>
    internal static PathTable? TryBuild(DirectoryNode root, int most)
    {
        most = Math.Min(most, ProbeTable.MostNumbers);
        var directories = new List<Place> { new("", root.Entries) };
        for (int i = 0; i < directories.Count; i++)
        {
            Place place = directories[i];
            if (directories.Count + place.Entries.DirectoryCount > most) return null;
            if (place.Entries.DirectoryCount == 0) continue;
            foreach (Entry entry in place.Entries.Unordered())
                if (entry.Node is DirectoryNode below && place.Path.Length + entry.Name.Length < PathIndex.LongestPath)
                    directories.Add(new Place(i == 0 ? entry.Name : $"{place.Path}/{entry.Name}", below.Entries));
        }
        var places = new ProbeTable(directories.Count);
        for (int i = 0; i < directories.Count; i++)
            if (!places.TryAdd(NameHash.Of(directories[i].Path), i)) return null;
        return new PathTable(places, [.. directories]);
    }

    /// <summary>The entry of a name in the directory at a path of this hash. False if there is none such here; nothing is said of it then.</summary>
    internal bool TryFind(ReadOnlySpan<char> path, int pathHash, ReadOnlySpan<char> name, out Node? entry)
    {
        var probe = new ProbeTable.Probe(pathHash);
        while (_places.Next(ref probe))
        {
            ref readonly Place place = ref _directories[probe.Number];
            if (!place.Path.AsSpan().SequenceEqual(path)) continue;
            entry = place.Find(name);
            return true;
        }
        entry = null;
        return false;
    }

    private readonly struct Place
    {
        private readonly Entry[]? _few;
        private readonly ulong _filter;
        private readonly ulong _otherFilter;

        internal Place(string path, EntryMap entries)
        {
            Path = path;
            Entries = entries;
            _few = entries.Few;
            foreach (Entry entry in _few ?? [])
            {
                _filter |= Bit(entry.Hash);
                _otherFilter |= Bit(entry.Hash >> 6);
            }
        }

        internal string Path { get; }

        internal EntryMap Entries { get; }

        internal Node? Find(ReadOnlySpan<char> name)
        {
            if (_few is null) return Entries.Find(name);
            int hash = NameHash.Of(name);
            // Most names that a small directory does not have are told without a look at it, which is a cache miss.
            return (_filter & Bit(hash)) == 0 || (_otherFilter & Bit(hash >> 6)) == 0 ? null : EntryMap.NodeOf(in TrieLeaf.Locate(_few, name, hash));
        }

        private static ulong Bit(int hash) => 1UL << (hash & 63);
    }
}
