using System.CommandLine;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;
using UnionFs.Host;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs export DIR`: writes the union to a host directory.</summary>
internal static class ExportVerb
{
    internal static Command Create(Tool tool)
    {
        Option<string[]> layers = Verb.Layers();
        Option<bool> ignoreCase = Verb.IgnoreCase();
        var directory = new Argument<string>("DIR") { Description = "The host directory; made if it is missing, else empty unless --merge or --overwrite" };
        var merge = new Option<bool>("--merge") { Description = "Add to what is there; a name that is taken is an error" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Add to what is there and replace files" };
        var noOwners = new Option<bool>("--no-owners") { Description = "Leave owner and group as the host makes them; only root sets them at all" };
        var command = new Command("export", "Write the union to a host directory") { layers, ignoreCase, directory, merge, overwrite, noOwners };
        command.SetAction(parsed =>
        {
            var snapshot = new Snapshot(LayerSource.Open(parsed.GetValue(layers) ?? [], parsed.GetValue(ignoreCase), tool));
            ExportOptions options = HostTarget.Options(parsed.GetValue(merge), parsed.GetValue(overwrite), parsed.GetValue(noOwners));
            HostTarget.Export(snapshot, parsed.GetRequiredValue(directory), options, tool.Errors, tool.Progress);
            return Verb.ExitCode(tool);
        });
        return command;
    }
}
