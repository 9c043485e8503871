using System.CommandLine;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs export DIR`: writes the union, or its upper layers, to a host directory.</summary>
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
        var diff = new Option<bool>("--diff") { Description = "Write what the layers above --base say, instead of everything" };
        var format = new Option<string>("--as") { Description = "With --diff: 'overlay', an upper directory for a mount over the base", HelpName = "FORMAT" };
        var baseLayers = new Option<string>("--base") { Description = "With --diff: how many layers, from the bottom, are the base", HelpName = "N" };
        var userXattr = new Option<bool>("--userxattr") { Description = "With --diff: for a mount with userxattr, which needs no privilege" };
        var command = new Command("export", "Write the union, or a difference, to a host directory") { layers, ignoreCase, directory, merge, overwrite, noOwners, diff, format, baseLayers, userXattr };
        command.SetAction(parsed =>
        {
            var request = new ExportRequest(parsed.GetRequiredValue(directory))
            {
                Merge = parsed.GetValue(merge),
                Overwrite = parsed.GetValue(overwrite),
                NoOwners = parsed.GetValue(noOwners),
                Diff = parsed.GetValue(diff),
                Format = parsed.GetValue(format),
                Base = parsed.GetValue(baseLayers),
                UserXattr = parsed.GetValue(userXattr),
            };
            // Here nothing was changed since the layers were stacked, so a difference to all of them would be empty.
            if (request is { Diff: true, Base: null }) throw new UsageFailure("export: --diff needs --base N");
            request.Run(new Snapshot(LayerSource.Open(parsed.GetValue(layers) ?? [], parsed.GetValue(ignoreCase), tool)), tool.Errors, tool.Progress);
            return Verb.ExitCode(tool);
        });
        return command;
    }
}
