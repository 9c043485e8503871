namespace UnionFs.Nodes;

/// <summary>
/// What is in the directories that the paths below one directory lead to, remembered as they are asked for: a path of any depth is then one probe. Also that
/// a path leads to no directory by plain names. A directory is immutable with everything below it, so what was true once stays true; a change above
/// or beside makes new directories without an index.
/// </summary>
/// <remarks>
/// Two places for each path, found by its hash; a later path may take the place of an earlier one, so the memory is bounded. Readers and
/// writers take no lock: a place is one reference, and what a race loses is asked for again.
/// </remarks>
internal sealed class PathIndex
{
    /// <summary>Characters of a path that is worth a place: places are bounded in number, and so have to be in size.</summary>
    internal const int LongestPath = 512;

    /// <summary>Lookups that pay for a directory in the table, so that making it stays a part of what was spent already.</summary>
    private const int AskedPerDirectory = 4;

    private const int LeastAsked = 1024;
    private const int MostAsked = 2 * ProbeTable.MostNumbers * AskedPerDirectory;
    private const int Sampled = 16;

    private const int SmallestLength = 64;
    private const int LargestLength = 65_536;

    private Place?[] _places = new Place?[SmallestLength];
    private int _added;
    private PathTable? _table;
    private int _asked;
    private int _enough = LeastAsked / Sampled;

    /// <summary>The entry of a name in the directory at a path below the one that this index is of. False if the path leads to none, or not by plain names.</summary>
    internal bool TryFind(DirectoryNode from, ReadOnlySpan<char> path, ReadOnlySpan<char> name, out Node? entry)
    {
        int hash = NameHash.Of(path);
        if ((Volatile.Read(ref _table) ?? Ask(from, hash)) is { } table && table.TryFind(path, hash, name, out entry)) return true;
        return (Find(path, hash) ?? Remember(from, path, hash)).TryFind(name, out entry);
    }

    /// <summary>Counts a lookup; each time that these have doubled, the table is made if it has no more directories than they can pay for.</summary>
    private PathTable? Ask(DirectoryNode from, int hash)
    {
        // One in so many, so that readers seldom write. Lost counts do not matter.
        if ((hash & (Sampled - 1)) != 0 || ++_asked < _enough || _enough > MostAsked / Sampled) return null;
        int asked = _enough * Sampled;
        _enough *= 2;
        PathTable? table = PathTable.TryBuild(from, asked / AskedPerDirectory);
        Volatile.Write(ref _table, table);
        return table;
    }

    private Place Remember(DirectoryNode from, ReadOnlySpan<char> path, int hash)
    {
        foreach (Range name in path.Split('/'))
        {
            if (from.Entries.Find(path[name]) is not DirectoryNode next) return Add(path, hash, null);
            from = next;
        }
        return Add(path, hash, from.Entries);
    }

    /// <summary>What is remembered of a path, or null.</summary>
    internal Place? Find(ReadOnlySpan<char> path, int hash)
    {
        Place?[] places = Volatile.Read(ref _places);
        int at = hash & (places.Length - 1);
        Place? place = places[at];
        if (place is null || !place.Is(hash, path))
        {
            place = places[at ^ 1];
            if (place is null || !place.Is(hash, path)) return null;
        }
        return place;
    }

    /// <summary>Remembers what the directory at a path has; null where there is none, or not by plain names.</summary>
    private Place Add(ReadOnlySpan<char> path, int hash, EntryMap? entries)
    {
        Place?[] places = Volatile.Read(ref _places);
        if (++_added > places.Length / 4 && places.Length < LargestLength) places = Grow(places);
        var place = new Place(hash, path.ToString(), entries);
        Put(places, place);
        return place;
    }

    private Place?[] Grow(Place?[] places)
    {
        var grown = new Place?[places.Length * 2];
        foreach (Place? place in places)
            if (place is not null) Put(grown, place);
        Volatile.Write(ref _places, grown);
        _added = 0;
        return grown;
    }

    private static void Put(Place?[] places, Place place)
    {
        int at = place.Hash & (places.Length - 1);
        if (places[at] is not null && places[at ^ 1] is null) at ^= 1;
        Volatile.Write(ref places[at], place);
    }

    /// <summary>A directory's entries, with as few steps to them as there can be: each is a cache miss in a large tree.</summary>
    internal sealed class Place(int hash, string path, EntryMap? entries)
    {
        private readonly Entry[]? _few = entries?.Few;

        internal int Hash => hash;

        /// <summary>False if the path leads to no directory.</summary>
        internal bool TryFind(ReadOnlySpan<char> name, out Node? entry)
        {
            entry = _few is not null ? EntryMap.NodeOf(in TrieLeaf.Locate(_few, name, NameHash.Of(name))) : entries?.Find(name);
            return entries is not null;
        }

        internal bool Is(int otherHash, ReadOnlySpan<char> otherPath) => hash == otherHash && path.AsSpan().SequenceEqual(otherPath);
    }
}
