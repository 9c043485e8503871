namespace UnionFs.Benchmarks.Growth;

/// <summary>Where values stand on a logarithmic axis of a picture.</summary>
/// <param name="Least">The value at its beginning.</param>
/// <param name="Most">The value at its end.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
internal sealed record LogAxis(double Least, double Most, double From, double To)
{
    /// <summary>Whole decades, two at least: where nothing grows, noise should not look as if it did.</summary>
    internal static LogAxis OfDecades(IEnumerable<double> values, double from, double to)
    {
        double[] logs = [.. values.Select(Math.Log10)];
        double least = Math.Floor(logs.Min()), most = Math.Max(Math.Ceiling(logs.Max()), least + 1);
        if (most - least < 2)
        {
            if (logs.Average() < least + 0.5) least--;
            else most++;
        }
        return new LogAxis(Math.Pow(10, least), Math.Pow(10, most), from, to);
    }

    /// <summary>As far as the values go, and a little on both sides.</summary>
    internal static LogAxis OfValues(IReadOnlyCollection<double> values, double from, double to)
    {
        double margin = Math.Pow(values.Max() / values.Min(), 0.04);
        return new LogAxis(values.Min() / margin, values.Max() * margin, from, to);
    }

    internal double Place(double value) => From + Math.Log(value / Least) / Math.Log(Most / Least) * (To - From);

    /// <summary>1, 10, 100; with 2 and 5 between where there is room.</summary>
    internal IEnumerable<double> Ticks()
    {
        bool isLong = Most / Least > 1001;
        for (double decade = Least; decade < Most * 1.001; decade *= 10)
        {
            foreach (int step in new[] { 1, 2, 5 })
                if ((step == 1 || !isLong) && decade * step < Most * 1.001) yield return decade * step;
        }
    }
}
