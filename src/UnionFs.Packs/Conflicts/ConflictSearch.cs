namespace UnionFs.Packs;

/// <summary>
/// Goes through all layers at once, directory by directory, and decides at each name who is shown, as the merge rule does: the topmost wins, directories
/// merge down to the first that is none, a whiteout and an opaque directory close what is below.
/// </summary>
internal sealed class ConflictSearch
{
    private readonly NameComparison _names;
    private readonly (Layer Layer, PackTally Pack)[] _layers;
    private readonly ContentDigests _digests = new();
    private readonly Stack<List<Place>> _open = new();

    /// <param name="layers">The layers, top first, and whose each is: what a pack hides is a layer of its own.</param>
    /// <param name="names">Which names are the same.</param>
    internal ConflictSearch((Layer Layer, PackTally Pack)[] layers, NameComparison names) => (_layers, _names) = (layers, names);

    internal List<Conflict> Found { get; } = [];

    internal void Run(CancellationToken ct)
    {
        _open.Push([.. Enumerable.Range(0, _layers.Length).Select(index => new Place(index, "/"))]);
        while (_open.TryPop(out List<Place>? directories))
        {
            ct.ThrowIfCancellationRequested();
            Look(directories);
        }
        Found.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
    }

    private void Look(List<Place> directories)
    {
        var byName = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (Place place in directories)
        {
            foreach (LayerEntry entry in _layers[place.Layer].Layer.List(place.Path, _names))
            {
                string key = _names.KeyOf(entry.Path[(entry.Path.LastIndexOf('/') + 1)..]);
                if (!byName.TryGetValue(key, out List<Entry>? entries)) byName.Add(key, entries = new List<Entry>(1));
                entries.Add(new Entry(place.Layer, _layers[place.Layer].Pack, entry));
            }
        }
        foreach (List<Entry> entries in byName.Values) Decide(entries);
    }

    private void Decide(List<Entry> entries)
    {
        if (entries is [{ Node.Kind: NodeKind.File }])
        {
            entries[0].Pack.Count(entries[0].Node, null);
            return;
        }
        var claims = new List<ConflictClaim>();
        var merging = new List<Place>();
        // Who is told to hide what is below, and without whom it might be shown: not one, where a lower file keeps directories from merging.
        PackTally? top = null, closer = null, blocker = null;
        bool isHidden = false, isNextHidden = false;
        foreach (List<Entry> alike in ByLayer(entries))
        {
            bool hasWhiteout = alike.Exists(static entry => entry.Node.Kind == NodeKind.Whiteout);
            Entry first = alike.Find(static entry => entry.Node.Kind == NodeKind.Directory) ?? alike.Find(static entry => entry.Node.Kind != NodeKind.Whiteout) ?? alike[0];
            bool isDirectory = first.Node.Kind == NodeKind.Directory, isWhiteout = first.Node.Kind == NodeKind.Whiteout;
            if (isWhiteout)
            {
                // Without the winner nothing would be shown.
                isNextHidden |= claims.Count == 1 && !isHidden && first.Pack != top;
                if (closer is not null) continue;
                closer = blocker = first.Pack;
                if (top is null) (isHidden, top) = (true, first.Pack);
                if (isHidden) claims.Add(Claim(first, ClaimRole.Hides));
                continue;
            }
            ClaimRole role = top is null ? ClaimRole.Wins : closer is null && isDirectory ? ClaimRole.Merges : ClaimRole.Loses;
            PackTally? lostTo = role == ClaimRole.Loses ? closer ?? top : null;
            // What a file hides is asked for by content; what else hides anything is not redundant.
            if (lostTo is not null && (isHidden || claims[0].Kind == NodeKind.Directory)) (blocker ?? lostTo).Hidden++;
            claims.Add(Claim(first, role));
            Count(alike, lostTo);
            if (isDirectory && lostTo is null) merging.Add(new Place(first.Layer, first.Node.Path));
            top ??= first.Pack;
            // The first that is no directory, or that does not merge, closes what is below; who wins is who hides it.
            if (closer is null && (!isDirectory || first.Node.IsOpaque || hasWhiteout)) (closer, blocker) = (role == ClaimRole.Loses ? top : first.Pack, first.Pack);
        }
        if (merging.Count > 0) _open.Push(merging);
        Report(claims, isHidden, isNextHidden);
    }

    private void Report(List<ConflictClaim> claims, bool isHidden, bool isNextHidden)
    {
        int first = isHidden ? 1 : 0;
        if (claims.Count < 2 || claims.TrueForAll(static claim => claim.Role is ClaimRole.Wins or ClaimRole.Merges)) return;
        PackTally top = claims[0].Tally;
        bool hasDirectory = claims.Exists(static claim => claim.Kind == NodeKind.Directory);
        ConflictKind kind = isHidden ? ConflictKind.Hidden : hasDirectory ? ConflictKind.FileAndDirectory : ConflictKind.Files;
        Found.Add(new Conflict(claims[first].Path, kind, claims));
        if (isHidden || claims[0].Kind == NodeKind.Directory) return;
        top.Wins++;
        if (!isNextHidden && claims[1].Kind != NodeKind.Directory) top.Winning.Add((claims[0], claims[1]));
    }

    private ConflictClaim Claim(Entry entry, ClaimRole role) => new(entry.Pack, entry.Node, role, _digests);

    /// <summary>Counts files, also those in a directory that is hidden.</summary>
    private void Count(List<Entry> alike, PackTally? lostTo)
    {
        foreach (Entry entry in alike)
        {
            if (entry.Node.Kind == NodeKind.Whiteout) continue;
            if (entry.Node.Kind != NodeKind.Directory) entry.Pack.Count(entry.Node, lostTo);
            else if (lostTo is not null) CountBelow(entry, lostTo);
        }
    }

    private void CountBelow(Entry hidden, PackTally lostTo)
    {
        var open = new Stack<string>([hidden.Node.Path]);
        while (open.TryPop(out string? path))
        {
            foreach (LayerEntry entry in _layers[hidden.Layer].Layer.List(path, _names))
            {
                if (entry.Kind == NodeKind.Directory) open.Push(entry.Path);
                else if (entry.Kind != NodeKind.Whiteout) hidden.Pack.Count(entry, lostTo);
            }
        }
    }

    /// <summary>The entries of one layer together. They come layer by layer.</summary>
    private static IEnumerable<List<Entry>> ByLayer(List<Entry> entries)
    {
        for (int start = 0; start < entries.Count;)
        {
            int end = start + 1;
            while (end < entries.Count && entries[end].Layer == entries[start].Layer) end++;
            yield return entries.GetRange(start, end - start);
            start = end;
        }
    }

    private readonly record struct Place(int Layer, string Path);

    private sealed record Entry(int Layer, PackTally Pack, LayerEntry Node);
}
