using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs diff A B`: what leads from one source to another. Differences are no error.</summary>
internal static class DiffVerb
{
    internal static Command Create(Tool tool)
    {
        var before = new Argument<string>("A") { Description = "The source before" };
        var after = new Argument<string>("B") { Description = "The source after" };
        Option<bool> json = Verb.Json();
        var command = new Command("diff", "Print what leads from one source to another") { before, after, json };
        command.SetAction(parsed =>
        {
            Snapshot from = Read(parsed.GetRequiredValue(before), tool);
            Snapshot to = Read(parsed.GetRequiredValue(after), tool);
            DiffListing.Print(to.GetChangesFrom(from), tool.Out, parsed.GetValue(json));
            return Verb.ExitCode(tool);
        });
        return command;
    }

    private static Snapshot Read(string source, Tool tool) => new(LayerSource.Open([source], tool.Progress));
}
