namespace UnionFs.Packs;

/// <summary>What one pack has at a path that others have, too.</summary>
public sealed class ConflictClaim
{
    private readonly LayerEntry _entry;
    private readonly ContentDigests _digests;
    private int _sameness = -1;

    internal ConflictClaim(PackTally pack, LayerEntry entry, ClaimRole role, ContentDigests digests)
    {
        Tally = pack;
        _entry = entry;
        Role = role;
        _digests = digests;
    }

    /// <summary>The pack's name; the layer's, in a report on a stack.</summary>
    public string Pack => Tally.Name;

    /// <summary>The path as this pack spells it, in the union.</summary>
    public string Path => _entry.Path;

    /// <summary>What it is.</summary>
    public NodeKind Kind => _entry.Kind;

    /// <summary>Bytes of a file; 0 for all else.</summary>
    public long Size => _entry.Content.Length;

    /// <summary>The bytes of a file.</summary>
    public Content Content => _entry.Content;

    /// <summary>What becomes of it.</summary>
    public ClaimRole Role { get; }

    /// <summary>
    /// Whether it is the same as what wins (the winner is the same as itself; where nothing is shown, as the topmost that is hidden). Found on the first call: files
    /// of other sizes, or of other checksums in their zips, differ without a read; others are read once each and held against each other by SHA-256.
    /// </summary>
    public Sameness SameAsWinner
    {
        get
        {
            if (Volatile.Read(ref _sameness) is >= 0 and var known) return (Sameness)known;
            Sameness found = Compare(Winner);
            Volatile.Write(ref _sameness, (int)found);
            return found;
        }
    }

    internal ConflictClaim Winner { get; set; } = null!;

    internal PackTally Tally { get; }

    internal Sameness Compare(ConflictClaim other)
    {
        if (ReferenceEquals(this, other)) return Sameness.Same;
        if (Kind != other.Kind) return Sameness.Different;
        return Kind switch
        {
            NodeKind.File => _digests.Compare(Content, other.Content),
            NodeKind.Symlink => _entry.LinkTarget == other._entry.LinkTarget ? Sameness.Same : Sameness.Different,
            NodeKind.CharDevice or NodeKind.BlockDevice => _entry.Device == other._entry.Device ? Sameness.Same : Sameness.Different,
            _ => Sameness.Same,
        };
    }

    /// <summary>The pack and what becomes of its file.</summary>
    public override string ToString() => $"{Pack}: {Path}";
}
