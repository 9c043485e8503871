namespace UnionFs.Model;

/// <summary>Counts the rare cases that a run came across, so that a test can prove that the generator reaches them.</summary>
public sealed class Coverage
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Hit(string what, long times = 1) => _counts[what] = this[what] + times;

    public void Add(Coverage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((string what, long times) in other._counts) Hit(what, times);
    }

    public override string ToString() => string.Join("\n", _counts.Select(count => $"{count.Value,10:N0}  {count.Key}"));
}
