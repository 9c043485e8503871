using System.Text;
using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>The rows of the ratio table that the project's README shows, with the peers of each.</summary>
internal static class CostTable
{
    private static readonly string[] Rows =
    [
        "File.Exists at depth 6, random",
        "stat of the bottom file through 500 layers",
        "File.Exists of the bottom file through 64 layers",
        "push a layer, 1000000 files",
        "snapshot, 1000000 files",
        "fork, 1000000 files",
        "a retained snapshot with one change, of 1,000 in 1,000,000 files",
        "diff with 10 changes in 1,000,000 files",
        "make and write 1 KiB, 100,000 files",
        "open, read 4 KiB, close",
        "read 64 MiB in a row, written, a MiB",
        "overwrite 4 KiB anywhere in 1 GiB, one handle",
        "append 4 KiB, 16,384 times",
        "first byte written to 256 MiB",
        "first byte written to a file of 1 GiB from a layer",
        "rename of a lower directory of 10,000 files",
        "an empty file with its name, of 1,000,000",
    ];

    internal static string Write(IReadOnlyCollection<Ratio> measured)
    {
        var text = new StringBuilder("| measured | UnionFs | others in the same run |\n| --- | --- | --- |\n");
        foreach (string what in Rows)
        {
            Ratio[] rows = [.. measured.Where(row => row.What == what)];
            if (rows.Length == 0)
            {
                // The kernel's take root.
                Console.Error.WriteLine($"not in the table of the README, as it was not measured: {what}");
                continue;
            }
            IEnumerable<string> others = rows.Where(row => !row.HasFixedLimit)
                .Select(row => $"{row.Beside.Replace(" (for information)", "", StringComparison.Ordinal)} {QuantityText.Format(row.Reference, row.Unit)}");
            text.Append($"| {what} | {QuantityText.Format(rows[0].Ours, rows[0].Unit)} | {string.Join(", ", others)} |\n");
        }
        return text.ToString();
    }
}
