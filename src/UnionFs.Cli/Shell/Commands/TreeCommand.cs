using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`tree`: as the verb.</summary>
internal sealed class TreeCommand : ShellCommand
{
    internal override string Name => "tree";

    internal override string Synopsis => "[--json [--digest]] [PATH...]";

    internal override string Summary => "draw directories with everything below";

    protected override IReadOnlyList<string> Options => ["json", "digest"];

    protected override (int Least, int Most) OperandCount => (0, Any);

    protected override void Run(Session session, Arguments arguments) =>
        TreeListing.Print(session.Operands(arguments.Operands), arguments.Has("json"), arguments.Has("digest"));
}
