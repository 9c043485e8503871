using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`ls`: as the verb, with `-l` for `--long`.</summary>
internal sealed class LsCommand : ShellCommand
{
    internal override string Name => "ls";

    internal override string Synopsis => "[-R] [-d] [-l] [--json [--digest]] [PATH...]";

    internal override string Summary => "list directories, all names";

    /// <summary>All names are listed anyway, a line each: -a, -A and -1 are there for the fingers.</summary>
    protected override IReadOnlyList<string> Options => ["R|recursive", "d|directory", "l|long", "json", "digest", "a", "A", "1"];

    protected override (int Least, int Most) OperandCount => (0, Any);

    protected override void Run(Session session, Arguments arguments) =>
        LsListing.Print(session.Operands(arguments.Operands), new LsOptions(
            arguments.Has("R"), arguments.Has("l"), arguments.Has("d"), arguments.Has("json"), arguments.Has("digest")));
}
