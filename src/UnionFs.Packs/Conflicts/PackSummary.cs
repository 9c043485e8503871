namespace UnionFs.Packs;

/// <summary>How one pack fares among the others. Files are all that is no directory.</summary>
public sealed class PackSummary
{
    private readonly PackTally _tally;

    internal PackSummary(PackTally tally, IReadOnlyList<PackTally> all)
    {
        _tally = tally;
        OverriddenBy = Counts(all, other => tally.LostTo.GetValueOrDefault(other));
        Overrides = Counts(all, other => other.LostTo.GetValueOrDefault(tally));
    }

    /// <summary>The pack's name.</summary>
    public string Name => _tally.Name;

    internal PackTally Tally => _tally;

    /// <summary>Files in it, as the union gets it.</summary>
    public int Files => _tally.Files;

    /// <summary>Bytes in its files.</summary>
    public long Bytes => _tally.Bytes;

    /// <summary>Files of it that the union shows.</summary>
    public int Shown => _tally.Files - _tally.Lost;

    /// <summary>Shown files that hide something of a lower pack.</summary>
    public int Wins => _tally.Wins;

    /// <summary>Files that are not shown.</summary>
    public int Loses => _tally.Lost;

    /// <summary>
    /// Shown files without which the union would show the same from a lower pack. Reads what sizes and checksums do not tell apart, as
    /// <see cref="ConflictClaim.SameAsWinner"/> does.
    /// </summary>
    public int Redundant => _tally.Winning.Count(pair => pair.Top.Compare(pair.Next) == Sameness.Same);

    /// <summary>Whether the union would show the same without the pack: it has files, and each is hidden or redundant. Reads as <see cref="Redundant"/> does.</summary>
    public bool IsRedundant => Files > 0 && _tally.Hidden == 0 && Shown == Wins && Redundant == Shown;

    /// <summary>Who hides files of it, and how many; most first.</summary>
    public IReadOnlyList<(string Pack, int Files)> OverriddenBy { get; }

    /// <summary>Whose files it hides, and how many; most first.</summary>
    public IReadOnlyList<(string Pack, int Files)> Overrides { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static List<(string Pack, int Files)> Counts(IReadOnlyList<PackTally> all, Func<PackTally, int> count) =>
        [.. all.Select(other => (Pack: other.Name, Files: count(other))).Where(each => each.Files > 0).OrderByDescending(each => each.Files)];
}
