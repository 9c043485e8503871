using System.Text.Json;
using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>
/// `growth [--svg DIR] [--readme DIR] [--json] [QUESTION...]`: how costs grow with files, lengths and layers. `--readme bench` also measures the
/// table of ratios, and writes both into the pages.
/// </summary>
internal static class GrowthSuite
{
    private static readonly (string Name, Func<IEnumerable<Chart>> Measure)[] Questions =
    [
        ("directory", LookupCharts.Directory),
        ("path", LookupCharts.Path),
        ("layers", LookupCharts.Layers),
        ("snapshot", SnapshotCharts.Constant),
        ("first", SnapshotCharts.First),
        ("create", FileCharts.Create),
        ("read", FileCharts.Read),
        ("sequential", FileCharts.Sequential),
        ("overwrite", FileCharts.Overwrite),
        ("copy-up", FileCharts.CopyUp),
        ("append", FileCharts.Append),
        ("tree", TreeCharts.Directories),
        ("enumerate", TreeCharts.Enumerate),
        ("diff", TreeCharts.Differences),
        ("retained", SnapshotCharts.Retained),
        ("memory", TreeCharts.Memory),
        ("concurrency", LookupCharts.Concurrency),
        ("union", KernelCharts.Union),
    ];

    /// <summary>0, or 2 for arguments that are none or pages without their marks.</summary>
    internal static int Run(string[] args)
    {
        bool json = false;
        string? svg = null, readme = null;
        var wanted = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json") json = true;
            else if (args[i] is not ("--svg" or "--readme")) wanted.Add(args[i]);
            else if (i + 1 == args.Length) return Refuse($"{args[i]} takes a directory");
            else if (args[i] == "--svg") svg = args[++i];
            else readme = args[++i];
        }
        if (wanted.Find(each => Questions.All(question => question.Name != each)) is { } unknown)
            return Refuse($"no question '{unknown}'; there are: {string.Join(' ', Questions.Select(question => question.Name))}");
        if (readme is not null && wanted.Count > 0) return Refuse("--readme is about all questions, of one run");

        Report? report;
        try
        {
            report = readme is null ? null : new Report(readme);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return Refuse(error.Message);
        }
        var rows = new List<Ratio>();
        if (report is not null)
        {
            foreach (Ratio row in RatioSuite.Measure([]))
            {
                Console.WriteLine(json ? row.ToJson() : row.ToString());
                rows.Add(row);
            }
        }
        var charts = new List<Chart>();
        foreach ((string name, Func<IEnumerable<Chart>> measure) in Questions)
        {
            if (wanted.Count > 0 && !wanted.Contains(name)) continue;
            long started = Clock.Wall();
            foreach (Chart chart in measure())
            {
                charts.Add(chart);
                Print(chart, json);
            }
            Console.Error.WriteLine($"{name}: {Quantity.Time.Format(Clock.Wall() - started)}");
            Rounds.Collect();
        }
        if (svg is not null) Report.WriteSvg(svg, charts);
        report?.Write(rows, charts);
        return 0;
    }

    private static void Print(Chart chart, bool json)
    {
        if (!json) Console.WriteLine($"{chart.Title}: {chart.YLabel} by {chart.XLabel}");
        foreach (Series series in chart.Series)
        {
            if (!json) Console.WriteLine($"  {series.Name,-32}{string.Concat(series.Points.Select(point => $"{chart.X.Format(point.X) + ": " + chart.Y.Format(point.Y),18}"))}");
            else foreach ((double x, double y) in series.Points)
                Console.WriteLine(JsonSerializer.Serialize(new { chart = chart.Name, series = series.Name, x, xUnit = $"{chart.X}", y, yUnit = $"{chart.Y}" }));
        }
        foreach (string note in chart.Notes) Console.Error.WriteLine($"  {note}");
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return 2;
    }
}
