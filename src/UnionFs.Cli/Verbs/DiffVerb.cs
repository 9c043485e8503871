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
            IEnumerable<Change> changes = to.GetChangesByPath(from).Where(change => !IsOnlyRead(change, from, to));
            DiffListing.Print(changes, tool.Out, parsed.GetValue(json));
            return Verb.ExitCode(tool);
        });
        return command;
    }

    /// <summary>On a host every look at a file moves its access time: between two sources that alone is no difference.</summary>
    private static bool IsOnlyRead(Change change, Snapshot from, Snapshot to) =>
        change is { Kind: ChangeKind.Modified, Parts: ChangedParts.Times }
        && from.Posix.LStat(change.Path, out FileStat before) == FsError.None
        && to.Posix.LStat(change.Path, out FileStat after) == FsError.None
        && before.ModifyTime == after.ModifyTime;

    private static Snapshot Read(string source, Tool tool) => new(LayerSource.Open([source], ignoreCase: false, tool));
}
