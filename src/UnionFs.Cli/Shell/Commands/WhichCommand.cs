using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`which`: as the verb.</summary>
internal sealed class WhichCommand : ShellCommand
{
    internal override string Name => "which";

    internal override string Synopsis => "[--json [--digest]] PATH...";

    internal override string Summary => "print which layer provides a path, and all others that have it";

    protected override IReadOnlyList<string> Options => ["json", "digest"];

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments) =>
        WhichListing.Print(session.Operands(arguments.Operands), arguments.Has("json"), arguments.Has("digest"));
}
