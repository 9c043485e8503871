namespace UnionFs.Packs;

/// <summary>Packs that cannot be ordered, since each loads before the next and the last before the first.</summary>
public sealed class PackCycleException : InvalidOperationException
{
    internal PackCycleException(IReadOnlyList<string> cycle)
        : base($"The load order has a cycle: {string.Join(" → ", [.. cycle, cycle[0]])}.") => Cycle = cycle;

    /// <summary>The names along the cycle, each to load before the next, the last before the first.</summary>
    public IReadOnlyList<string> Cycle { get; }
}
