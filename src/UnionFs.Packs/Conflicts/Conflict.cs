namespace UnionFs.Packs;

/// <summary>A path that more than one pack has, or that a rule hides.</summary>
public sealed class Conflict
{
    internal Conflict(string path, ConflictKind kind, IReadOnlyList<ConflictClaim> claims)
    {
        Path = path;
        Kind = kind;
        Claims = claims;
        ConflictClaim top = claims.First(claim => claim.Role != ClaimRole.Hides);
        foreach (ConflictClaim claim in claims) claim.Winner = top;
        Winner = claims[0].Role == ClaimRole.Hides ? null : top;
    }

    /// <summary>The path, as the topmost pack that has it spells it.</summary>
    public string Path { get; }

    /// <summary>What kind of conflict it is.</summary>
    public ConflictKind Kind { get; }

    /// <summary>All who have something there, from the top down.</summary>
    public IReadOnlyList<ConflictClaim> Claims { get; }

    /// <summary>The one that is shown; null where nothing is.</summary>
    public ConflictClaim? Winner { get; }

    /// <summary>Those that are not shown, from the top down.</summary>
    public IEnumerable<ConflictClaim> Losers => Claims.Where(claim => claim.Role == ClaimRole.Loses);

    /// <summary>Whether packs spell the name differently: one name, since the packs' names ignore case.</summary>
    public bool IsSpelledDifferently => Claims.Select(claim => claim.Path[(claim.Path.LastIndexOf('/') + 1)..]).Distinct(StringComparer.Ordinal).Count() > 1;

    /// <summary>Whether all have the same, so that it does not matter who wins. Reads as <see cref="ConflictClaim.SameAsWinner"/> does.</summary>
    public bool IsHarmless => Kind == ConflictKind.Files && Claims.All(claim => claim.SameAsWinner == Sameness.Same);

    /// <summary>A line for a person.</summary>
    public override string ToString() => Winner is { } winner
        ? $"{Path}: {winner.Pack} over {string.Join(", ", Losers.Select(claim => claim.Pack))}"
        : $"{Path}: {Claims[0].Pack} hides {string.Join(", ", Losers.Select(claim => claim.Pack))}";
}
