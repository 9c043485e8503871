namespace UnionFs.Packs;

/// <summary>What is counted about one pack while conflicts are looked for.</summary>
internal sealed class PackTally(string name)
{
    internal string Name => name;

    internal int Files { get; set; }

    internal long Bytes { get; set; }

    internal int Lost { get; set; }

    internal int Wins { get; set; }

    /// <summary>How often something of it hides another's, other than a file that is shown.</summary>
    internal int Hidden { get; set; }

    internal Dictionary<PackTally, int> LostTo { get; } = [];

    /// <summary>Files of it that are shown over another, and what would be shown instead.</summary>
    internal List<(ConflictClaim Top, ConflictClaim Next)> Winning { get; } = [];

    internal void Count(LayerEntry entry, PackTally? lostTo)
    {
        Files++;
        Bytes += entry.Content.Length;
        if (lostTo is null) return;
        Lost++;
        LostTo[lostTo] = LostTo.GetValueOrDefault(lostTo) + 1;
    }
}
