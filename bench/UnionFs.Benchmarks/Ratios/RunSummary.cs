using System.Globalization;
using System.Text.Json;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>What several runs say of each row: how often it was ok, and between which ratios it moved.</summary>
internal static class RunSummary
{
    internal static void Print(IReadOnlyCollection<Ratio> rows, bool json)
    {
        if (!json) Console.WriteLine($"{"all runs",-Ratio.NameWidth} {"least",8} {"median",8} {"most",8} {"target",7}  ok");
        foreach (IGrouping<string, Ratio> runs in rows.GroupBy(row => row.Name))
        {
            int ok = runs.Count(row => row.IsOk);
            double least = runs.Min(row => row.Value), median = Rounds.Median(runs.Select(row => row.Value)), most = runs.Max(row => row.Value);
            Console.WriteLine(json
                ? JsonSerializer.Serialize(new { name = runs.Key, runs = runs.Count(), ok, least, median, most })
                : string.Create(CultureInfo.InvariantCulture,
                    $"{runs.Key,-Ratio.NameWidth} {least,8:0.00} {median,8:0.00} {most,8:0.00} {runs.First().Target,7:0.##}  {ok} of {runs.Count()}"));
        }
    }
}
