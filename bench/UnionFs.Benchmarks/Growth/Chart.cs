namespace UnionFs.Benchmarks.Growth;

/// <summary>One plot: how several things grow with one size.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Title">Its question.</param>
/// <param name="Says">What was measured, in a sentence.</param>
/// <param name="XLabel">What grows.</param>
/// <param name="X">What that is counted in.</param>
/// <param name="YLabel">What it costs.</param>
/// <param name="Y">What that is counted in.</param>
internal sealed record Chart(string Name, string Title, string Says, string XLabel, Quantity X, string YLabel, Quantity Y)
{
    /// <summary>As much as the legend has room for.</summary>
    private const int MaxNameLength = 27;

    private readonly List<Series> _series = [];

    internal IReadOnlyList<Series> Series => _series;

    /// <summary>Why something that a reader would look for is not there.</summary>
    internal List<string> Notes { get; } = [];

    /// <summary>Every place on the x axis that something was measured at.</summary>
    internal IEnumerable<double> Places => _series.SelectMany(series => series.Points).Select(point => point.X).Distinct().Order();

    /// <summary>A point of the series of this name, which begins with its first one.</summary>
    internal void Add(string name, double x, double y)
    {
        if (!(y > 0) || double.IsInfinity(y)) throw new InvalidOperationException($"{Name}, {name} at {x}: {y} has no place on a logarithmic axis");
        if (name.Length > MaxNameLength) throw new InvalidOperationException($"{Name}: '{name}' is too long for the legend");
        Series? series = _series.Find(each => each.Name == name);
        if (series is null) _series.Add(series = new Series(name));
        series.Points.Add((x, y));
    }
}

/// <summary>One line of a plot.</summary>
internal sealed record Series(string Name)
{
    internal List<(double X, double Y)> Points { get; } = [];

    internal double? At(double x)
    {
        foreach ((double place, double value) in Points) if (place == x) return value;
        return null;
    }
}
