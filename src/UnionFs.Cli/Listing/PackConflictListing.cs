using UnionFs.Cli.Output;
using UnionFs.Packs;

namespace UnionFs.Cli.Listing;

/// <summary>`conflicts`: a line for each path that several layers have, then one for each layer, the topmost first.</summary>
internal static class PackConflictListing
{
    /// <summary>Columns of packs are as wide as the names, up to this; a longer name pushes its line out.</summary>
    private const int MaxWidth = 40;

    internal static void Print(ConflictReport report, Printer output)
    {
        string[] winners = [.. report.Conflicts.Select(conflict => conflict.Winner is { } winner ? winner.Pack : "(nobody)")];
        string[] losers = [.. report.Conflicts.Select(conflict => string.Join(", ", conflict.Losers.Select(claim => claim.Pack)))];
        if (report.Conflicts.Count > 0)
        {
            (int first, int second) = (Width(winners, "wins"), Width(losers, "loses"));
            output.WriteLine($"{"contents",-10} {"wins".PadRight(first)} {"loses".PadRight(second)} path");
            for (int i = 0; i < winners.Length; i++)
                output.WriteLine($"{State(report.Conflicts[i]),-10} {winners[i].PadRight(first)} {losers[i].PadRight(second)} {report.Conflicts[i].Path}");
            output.WriteLine("");
        }
        output.WriteLine($"{"files",9} {"shown",9} {"win",9} {"lose",9} {"redundant",9}  layer");
        foreach (PackSummary pack in report.Packs)
        {
            output.Write($"{pack.Files,9} {pack.Shown,9} {pack.Wins,9} {pack.Loses,9} {pack.Redundant,9}  ").Write(pack.Name);
            if (pack.IsRedundant) output.Write(" (redundant)");
            output.WriteLine("");
        }
        foreach (NameCollision collision in report.Spellings) output.WriteLine($"differ in case alone: {collision}");
    }

    /// <summary>Lines of `path`, lines of `layer`, lines of `spellings`.</summary>
    internal static void PrintJson(ConflictReport report, Printer output)
    {
        foreach (Conflict conflict in report.Conflicts)
        {
            output.WriteLine(new JsonLine()
                .Add("path", conflict.Path)
                .Add("contents", State(conflict))
                .Add("winner", conflict.Winner?.Pack)
                .Add("claims", conflict.Claims.Select(claim => new JsonLine()
                    .Add("layer", claim.Pack)
                    .Add("role", Word(claim.Role))
                    .Add("path", claim.Path)
                    .Add("type", EntryText.Type(claim.Kind))
                    .Add("size", claim.Kind == NodeKind.File ? claim.Size : null)
                    .Add("same", claim.Role == ClaimRole.Hides || claim.SameAsWinner == Sameness.Unreadable ? null : claim.SameAsWinner == Sameness.Same))));
        }
        foreach (PackSummary pack in report.Packs)
        {
            output.WriteLine(new JsonLine()
                .Add("layer", pack.Name)
                .Add("files", pack.Files)
                .Add("bytes", pack.Bytes)
                .Add("shown", pack.Shown)
                .Add("wins", pack.Wins)
                .Add("loses", pack.Loses)
                .Add("redundant", pack.Redundant)
                .Add("isRedundant", pack.IsRedundant)
                .Add("overriddenBy", Counts(pack.OverriddenBy))
                .Add("overrides", Counts(pack.Overrides)));
        }
        foreach (NameCollision collision in report.Spellings)
            output.WriteLine(new JsonLine().Add("spellings", collision.Names.Select(name => new JsonLine().Add("path", name.Path).Add("layer", name.Layer.Name))));
    }

    private static IEnumerable<JsonLine> Counts(IReadOnlyList<(string Pack, int Files)> counts) =>
        counts.Select(count => new JsonLine().Add("layer", count.Pack).Add("files", count.Files));

    private static int Width(string[] texts, string title) => Math.Min(MaxWidth, Math.Max(title.Length, texts.Max(text => text.Length)));

    private static string State(Conflict conflict) => conflict.Kind switch
    {
        ConflictKind.FileAndDirectory => "clash",
        ConflictKind.Hidden => "hidden",
        _ when conflict.IsHarmless => "identical",
        _ when conflict.Claims.Any(claim => claim.SameAsWinner == Sameness.Unreadable) => "unreadable",
        _ => "different",
    };

    private static string Word(ClaimRole role) => role switch
    {
        ClaimRole.Wins => "wins",
        ClaimRole.Merges => "merges",
        ClaimRole.Loses => "loses",
        _ => "hides",
    };
}
