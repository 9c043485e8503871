namespace UnionFs.Packs;

/// <summary>
/// Who hides whom: what packs have at the same paths, how each pack fares, and which names differ in case alone. Made in O(files of all packs) without reading
/// a content; contents are read where somebody asks whether they are the same.
/// </summary>
public sealed class ConflictReport
{
    private ConflictReport(NameComparison names, IReadOnlyList<Conflict> conflicts, IReadOnlyList<PackSummary> packs, IReadOnlyList<NameCollision> spellings)
    {
        Names = names;
        Conflicts = conflicts;
        Packs = packs;
        Spellings = spellings;
    }

    /// <summary>Which names are the same here.</summary>
    public NameComparison Names { get; }

    /// <summary>The conflicts, in ordinal order of their paths. What is in a directory that is hidden as a whole is counted for its pack, and not listed.</summary>
    public IReadOnlyList<Conflict> Conflicts { get; }

    /// <summary>The packs, topmost first.</summary>
    public IReadOnlyList<PackSummary> Packs { get; }

    /// <summary>Names that differ in case alone: what collides, or would where case is ignored.</summary>
    public IReadOnlyList<NameCollision> Spellings { get; }

    /// <summary>The report on the enabled packs of a set.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    public static ConflictReport Of(PackSet packs, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(packs);
        // The layer of what a pack hides has the pack's name, and a set has each name once.
        var tallies = new Dictionary<string, PackTally>(StringComparer.Ordinal);
        return Of(packs.ToStack(), layer =>
        {
            if (!tallies.TryGetValue(layer.Name, out PackTally? tally)) tallies.Add(layer.Name, tally = new PackTally(layer.Name));
            return tally;
        }, ct);
    }

    /// <summary>The report on the layers of a stack, each a pack of its own.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    public static ConflictReport Of(LayerStack stack, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return Of(stack, layer => new PackTally(layer.Name), ct);
    }

    /// <summary>
    /// Finds out now, on several threads, for each conflict whether the contents are the same, which is otherwise done when asked for. What cannot be read
    /// is <see cref="Sameness.Unreadable"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    public void CompareContents(CancellationToken ct = default) =>
        Parallel.ForEach(Conflicts.SelectMany(conflict => conflict.Claims), new ParallelOptions { CancellationToken = ct }, claim => _ = claim.SameAsWinner);

    private static ConflictReport Of(LayerStack stack, Func<Layer, PackTally> packOf, CancellationToken ct)
    {
        (Layer, PackTally Pack)[] layers = [.. stack.Select(layer => (layer, packOf(layer)))];
        var search = new ConflictSearch(layers, stack.Names);
        search.Run(ct);
        PackTally[] packs = [.. layers.Select(layer => layer.Pack).Distinct()];
        return new ConflictReport(stack.Names, search.Found, [.. packs.Select(pack => new PackSummary(pack, packs))], stack.FindCollisions());
    }
}
