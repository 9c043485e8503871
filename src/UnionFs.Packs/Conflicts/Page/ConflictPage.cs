using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using UnionFs.Packs.Page;

namespace UnionFs.Packs;

/// <summary>
/// A conflict report as one HTML page: to filter by pack, path and kind, to sort, and to open a path and see who hides whom. The page asks nothing of a network, and its policy
/// lets nothing run but its own script; names are shown as text, whatever is in them.
/// </summary>
public static class ConflictPage
{
    /// <summary>Writes the page. Compares contents, as <see cref="ConflictReport.CompareContents"/> does.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    public static void Write(ConflictReport report, TextWriter output, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        report.CompareContents(ct);
        string script = Part("page.js"), style = Part("page.css");
        output.Write(Part("page.html")
            .Replace("{{script-hash}}", Hash(script), StringComparison.Ordinal)
            .Replace("{{style-hash}}", Hash(style), StringComparison.Ordinal)
            .Replace("{{style}}", style, StringComparison.Ordinal)
            .Replace("{{script}}", script, StringComparison.Ordinal)
            // Last, since names may hold anything.
            .Replace("{{data}}", Data(report), StringComparison.Ordinal));
    }

    private static string Data(ConflictReport report)
    {
        var places = new Dictionary<PackTally, int>();
        var json = new StringBuilder("{\"ignoreCase\":").Append((report.Names & NameComparison.IgnoreCase) == 0 ? "false" : "true").Append(",\"packs\":[");
        foreach (PackSummary pack in report.Packs)
        {
            Separate(json, places.Count);
            places.Add(pack.Tally, places.Count);
            DisplayText.AppendJson(json.Append("{\"name\":"), DisplayText.Of(pack.Name));
            json.Append(CultureInfo.InvariantCulture, $",\"files\":{pack.Files},\"bytes\":{pack.Bytes},\"shown\":{pack.Shown},\"wins\":{pack.Wins},\"loses\":{pack.Loses},\"redundant\":{pack.Redundant}");
            json.Append(",\"useless\":").Append(pack.IsRedundant ? "true" : "false").Append(",\"by\":[");
            int count = 0;
            foreach ((string name, int files) in pack.OverriddenBy)
            {
                Separate(json, count++);
                DisplayText.AppendJson(json.Append('['), DisplayText.Of(name));
                json.Append(CultureInfo.InvariantCulture, $",{files}]");
            }
            json.Append("]}");
        }
        json.Append("],\"conflicts\":[");
        for (int i = 0; i < report.Conflicts.Count; i++)
        {
            Separate(json, i);
            Append(json, report.Conflicts[i], places);
        }
        json.Append("],\"spellings\":[");
        for (int i = 0; i < report.Spellings.Count; i++)
        {
            Separate(json, i);
            json.Append('[');
            for (int j = 0; j < report.Spellings[i].Names.Count; j++)
            {
                Separate(json, j);
                DisplayText.AppendJson(json.Append('['), DisplayText.Of(report.Spellings[i].Names[j].Path));
                DisplayText.AppendJson(json.Append(','), DisplayText.Of(report.Spellings[i].Names[j].Layer.Name));
                json.Append(']');
            }
            json.Append(']');
        }
        return json.Append("]}").ToString();
    }

    private static void Append(StringBuilder json, Conflict conflict, Dictionary<PackTally, int> places)
    {
        DisplayText.AppendJson(json.Append("{\"path\":"), DisplayText.Of(conflict.Path));
        json.Append(CultureInfo.InvariantCulture, $",\"kind\":{(int)conflict.Kind},\"claims\":[");
        for (int i = 0; i < conflict.Claims.Count; i++)
        {
            ConflictClaim claim = conflict.Claims[i];
            Separate(json, i);
            json.Append(CultureInfo.InvariantCulture, $"[{places[claim.Tally]},{(int)claim.Role},{(int)claim.Kind},{claim.Size},{(int)claim.SameAsWinner},");
            if (claim.Path == conflict.Path) json.Append("null");
            else DisplayText.AppendJson(json, DisplayText.Of(claim.Path));
            json.Append(']');
        }
        json.Append("]}");
    }

    private static void Separate(StringBuilder json, int index)
    {
        if (index > 0) json.Append(',');
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Part(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("UnionFs.Packs.Page." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
