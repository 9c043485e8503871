using UnionFs.Posix.Tests.Commands;

namespace UnionFs.Posix.Tests.Running;

/// <summary>Counts what the kernel answered to which verb, so that a test can prove that scripts reach the rare cases.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    internal long this[string what] => _counts.GetValueOrDefault(what);

    /// <summary>How many verbs the kernel was asked for.</summary>
    internal int Verbs => _counts.Keys.Select(what => what.Split(' ')[0].Replace("At.", "", StringComparison.Ordinal)).Distinct().Count();

    internal void Hit(Command command, Answer answer) => Hit($"{command.Label} {answer.Error}", 1);

    internal void Add(Coverage other)
    {
        foreach ((string what, long times) in other._counts) Hit(what, times);
    }

    public override string ToString() => string.Join('\n', _counts.Select(count => $"{count.Value,10}  {count.Key}"));

    internal void Hit(string what, long times) => _counts[what] = this[what] + times;
}
