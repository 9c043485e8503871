using System.CommandLine;
using UnionFs.Cli.Output;
using UnionFs.Cli.Shell;
using UnionFs.Cli.Sources;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs shell`: commands on the union, from `-c`, standard input, or a person.</summary>
internal static class ShellVerb
{
    internal static Command Create(Tool tool)
    {
        Option<string[]> layers = Verb.Layers(isRequired: false);
        Option<bool> ignoreCase = Verb.IgnoreCase();
        var script = new Option<string?>("--command", "-c") { Description = "The commands to run, instead of standard input", HelpName = "SCRIPT" };
        var commit = new Option<string?>("--commit") { Description = "Write the first layer's image with the changes as one layer more, if all went well", HelpName = "IMAGE" };
        var command = new Command("shell", "Change the union in memory, with the usual Unix commands; `help` lists them") { layers, ignoreCase, script, commit };
        command.SetAction(parsed =>
        {
            string[] sources = parsed.GetValue(layers) ?? [];
            if (parsed.GetValue(commit) is not { } target) return Run(new UnionFileSystem(LayerSource.Open(sources, parsed.GetValue(ignoreCase), tool)), parsed.GetValue(script), tool);
            if (parsed.GetValue(ignoreCase)) throw new UsageFailure("shell: --commit goes without --ignore-case, since an image's layers tell case apart");
            using var image = new ImageCommit(sources, target, tool);
            int exitCode = Run(image.Union, parsed.GetValue(script), tool);
            if (exitCode == 0) image.Write(parsed.GetValue(script));
            return exitCode;
        });
        return command;
    }

    private static int Run(UnionFileSystem union, string? script, Tool tool)
    {
        var session = new Session(union, tool);
        if (script is not null) return session.Run(new ScriptLines(new StringReader(script)));
        return tool.Terminal is { Input: true, Output: true }
            ? session.Run(new PromptLines(session, new LineEditor()))
            : session.Run(new ScriptLines(tool.In));
    }
}
