using System.CommandLine;
using System.Text;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;
using UnionFs.Packs;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs conflicts -l ... [--json] [--html FILE]`.</summary>
internal static class ConflictsVerb
{
    internal static Command Create(Tool tool)
    {
        Option<string[]> layers = Verb.Layers();
        Option<bool> ignoreCase = Verb.IgnoreCase();
        Option<bool> json = Verb.Json();
        var html = new Option<string>("--html") { Description = "Write the report to FILE as one page for a browser, to filter, sort and open", HelpName = "FILE" };
        var command = new Command("conflicts", "Print which layers have the same paths: who wins, who loses, whether it is the same, and how each layer fares") { layers, ignoreCase, json, html };
        command.SetAction(parsed =>
        {
            LayerStack stack = LayerSource.Open(parsed.GetValue(layers) ?? [], parsed.GetValue(ignoreCase), tool);
            ConflictReport report = tool.Progress.Run("Comparing", _ =>
            {
                ConflictReport found = ConflictReport.Of(stack);
                found.CompareContents();
                return found;
            });
            if (parsed.GetValue(html) is { } file) WritePage(report, file);
            else if (parsed.GetValue(json)) PackConflictListing.PrintJson(report, tool.Out);
            else PackConflictListing.Print(report, tool.Out);
            return Verb.ExitCode(tool);
        });
        return command;
    }

    private static void WritePage(ConflictReport report, string file)
    {
        try
        {
            using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            ConflictPage.Write(report, writer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Failure($"conflicts: {error.Message}");
        }
    }
}
