using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;

namespace UnionFs.Cli.Verbs;

/// <summary>What the verbs have in common: the options they share, and how one runs.</summary>
internal static class Verb
{
    internal static Option<string[]> Layers(bool isRequired = true)
    {
        var option = new Option<string[]>("--layer", "-l")
        {
            Description = "A layer, repeated, the first at the bottom: a directory, overlay:DIR, a tar (.tar, .tar.gz, .tar.zst), oci-layer:TAR, a zip (.nupkg, .jar, .pk3), or an image (oci:DIR[:REF], oci-archive:FILE, docker-archive:FILE[:REF], docker://HOST/NAME[:TAG])",
            HelpName = "SOURCE",
            Required = isRequired,
            Arity = isRequired ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        // The parser counts values over all occurrences: `-l A -l` has enough of them.
        option.Validators.Add(result =>
        {
            if (result.IdentifierTokenCount > result.Tokens.Count) result.AddError("Option '-l' needs a source");
        });
        return option;
    }

    internal static Option<bool> IgnoreCase() => new("--ignore-case") { Description = "Names that differ in case alone are one, spelled as the upper layer does" };

    internal static Option<bool> Json() => new("--json") { Description = "Print JSON Lines, one object an entry" };

    internal static Option<bool> Digest() => new("--digest") { Description = "With --json: add the SHA-256 of each file" };

    internal static Argument<string[]> Paths(string description, bool isRequired = false) => new("PATH")
    {
        Description = description,
        Arity = isRequired ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
    };

    /// <summary>A verb that lists something of the union of its layers; one that needs only the files it names leaves layers unread that do not matter to them.</summary>
    internal static Command Listing(
        Tool tool, string name, string description, Argument<string[]> paths, IEnumerable<Option> options, Action<ParseResult, Operands> print, bool needsOnlyFiles = false)
    {
        Option<string[]> layers = Layers();
        Option<bool> ignoreCase = IgnoreCase();
        var command = new Command(name, description) { layers, ignoreCase, paths };
        foreach (Option option in options) command.Add(option);
        command.SetAction(parsed =>
        {
            string[] sources = parsed.GetValue(layers) ?? [];
            string[] operands = parsed.GetValue(paths) is { Length: > 0 } given ? given : ["/"];
            bool ignores = parsed.GetValue(ignoreCase);
            LayerStack stack = needsOnlyFiles ? LayerSource.OpenFor(operands, sources, ignores, tool) : LayerSource.Open(sources, ignores, tool);
            print(parsed, new Operands(new Snapshot(stack), "/", operands, tool.Out, tool.Errors));
            return ExitCode(tool);
        });
        return command;
    }

    /// <summary>1 if an operand failed, as the Unix tools do it.</summary>
    internal static int ExitCode(Tool tool) => tool.Errors.Count == 0 ? 0 : 1;
}
