namespace UnionFs.Packs.Rules;

/// <summary>What patterns hide of the packs below, as a layer of whiteouts. A whiteout stands only where something is to be hidden.</summary>
internal static class PackWhiteouts
{
    internal static Layer? Over(LayerStack below, IReadOnlyList<PackView> packs, IReadOnlyList<string> patterns, string name)
    {
        var builder = new LayerBuilder(name);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        var scans = new List<string>();
        foreach (string pattern in patterns)
        {
            if (Glob.DirectoryOf(pattern) is not { } directory) scans.Add(pattern);
            else if (below.Find(directory) is { Kind: NodeKind.Directory }) Hide(directory);
        }
        foreach (string pattern in scans)
            foreach (PackView pack in packs)
                foreach (string path in pack.Matches(pattern))
                    // What merges to a directory is none that a pattern of files means.
                    if (below.Find(path) is { Kind: not NodeKind.Directory }) Hide(path);
        return hidden.Count == 0 ? null : builder.Build();

        void Hide(string path)
        {
            string key = below.Names.KeyOf(path);
            for (int slash = key.IndexOf('/', 1); slash > 0; slash = key.IndexOf('/', slash + 1))
                if (hidden.Contains(key[..slash])) return;
            if (!hidden.Add(key)) return;
            // A directory that was named after something in it had been hidden.
            if (builder.KindOf(path) is not null) builder.Remove(path);
            builder.AddWhiteout(path);
        }
    }
}
