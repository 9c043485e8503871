using System.Text.RegularExpressions;
using UnionFs.Tests.Architecture;

namespace UnionFs.Tests.Readme;

/// <summary>The figures in the README are of rows that the benchmark still has.</summary>
public partial class CostTableTests
{
    [Fact]
    public void Rows_OfTheCostTable_AreMeasuredByTheBenchmark()
    {
        string readme = File.ReadAllText(Repository.PathTo("README.md"));
        string table = readme.Split("<!-- generated: costs -->")[1].Split("<!-- /generated -->")[0];
        string[] rows = [.. table.Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split('|')[1].Trim())];
        Regex[] measured = MeasuredRows();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(measured, pattern => pattern.IsMatch(row)));
        Assert.DoesNotContain(measured, pattern => pattern.IsMatch("a row that nobody measures"));
    }

    /// <summary>The names that the sources of the ratio table spell out, up to the peer; what is put into them may be anything.</summary>
    private static Regex[] MeasuredRows() =>
    [
        .. from source in Repository.Sources("bench/UnionFs.Benchmarks/Ratios")
           from literal in StringLiteral().Matches(source.Text)
           let name = literal.Groups[1].Value.Split("; ")[0]
           let fixedParts = Hole().Split(name)
           where fixedParts.Sum(part => part.Length) >= 8
           select new Regex($"^{string.Join(".+", fixedParts.Select(Regex.Escape))}$"),
    ];

    [GeneratedRegex("\"([^\"\\n]*)\"")]
    private static partial Regex StringLiteral();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
