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
        var command = new Command("shell", "Change the union in memory, with the usual Unix commands; `help` lists them") { layers, ignoreCase, script };
        command.SetAction(parsed =>
        {
            var union = new UnionFileSystem(LayerSource.Open(parsed.GetValue(layers) ?? [], parsed.GetValue(ignoreCase), tool));
            var session = new Session(union, tool);
            if (parsed.GetValue(script) is { } text) return session.Run(new ScriptLines(new StringReader(text)));
            return tool.Terminal is { Input: true, Output: true }
                ? session.Run(new PromptLines(session, new LineEditor()))
                : session.Run(new ScriptLines(tool.In));
        });
        return command;
    }
}
