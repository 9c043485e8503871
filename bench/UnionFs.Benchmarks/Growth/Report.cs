using System.Globalization;
using System.Text;
using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>Writes what was measured between the marks of `bench/README.md` and of the project's README, and the plots beside the former.</summary>
internal sealed class Report
{
    private const string Plots = "plots";

    private readonly string _directory;
    private readonly MarkedText _page;
    private readonly MarkedText _project;

    /// <summary>Reads both pages, so that a mark that is missing is known before anything is measured.</summary>
    internal Report(string directory)
    {
        _directory = directory;
        _page = new MarkedText(Path.Combine(directory, "README.md"), "machine", "table", "plots");
        _project = new MarkedText(Path.Combine(directory, "..", "README.md"), "costs");
    }

    internal void Write(IReadOnlyCollection<Ratio> rows, IReadOnlyCollection<Chart> charts)
    {
        WriteSvg(Path.Combine(_directory, Plots), charts);
        _page.Replace("machine", Machine.Describe());
        _page.Replace("table", Table(rows));
        _page.Replace("plots", string.Join("\n", charts.Select(Plot)));
        _project.Replace("costs", CostTable.Write(rows));
        _page.Save();
        _project.Save();
    }

    internal static void WriteSvg(string directory, IEnumerable<Chart> charts)
    {
        Directory.CreateDirectory(directory);
        foreach (Chart chart in charts) File.WriteAllText(Path.Combine(directory, chart.Name + ".svg"), SvgPlot.Draw(chart));
    }

    private static string Table(IReadOnlyCollection<Ratio> rows)
    {
        var text = new StringBuilder("| what | beside | ours | theirs, or the limit | ratio | at most | |\n| --- | --- | --: | --: | --: | --: | --- |\n");
        foreach (Ratio row in rows)
        {
            // Without a target a row is for information, and says so itself.
            bool hasTarget = !double.IsInfinity(row.Target);
            string target = hasTarget ? row.Target.ToString("0.##", CultureInfo.InvariantCulture) : "", verdict = !hasTarget ? "" : row.IsOk ? "ok" : "short";
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.What} | {row.Beside} | {QuantityText.Format(row.Ours, row.Unit)} | {QuantityText.Format(row.Reference, row.Unit)} | {row.Value:0.00} | {target} | {verdict} |\n");
        }
        return text.ToString();
    }

    private static string Plot(Chart chart)
    {
        var text = new StringBuilder($"### {chart.Title}\n\n{chart.Says}\n");
        foreach (string note in chart.Notes) text.Append($"{note}\n");
        text.Append($"\n![{chart.Title}: {chart.YLabel} by {chart.XLabel}]({Plots}/{chart.Name}.svg)\n\n<details><summary>figures</summary>\n\n");
        text.Append($"| {chart.XLabel} | {string.Join(" | ", chart.Series.Select(series => series.Name))} |\n| --: |{string.Concat(chart.Series.Select(_ => " --: |"))}\n");
        foreach (double place in chart.Places)
            text.Append($"| {chart.X.Format(place)} | {string.Join(" | ", chart.Series.Select(series => series.At(place) is { } value ? chart.Y.Format(value) : ""))} |\n");
        return text.Append("\n</details>\n").ToString();
    }
}
