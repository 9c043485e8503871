using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`stat`: as the verb.</summary>
internal sealed class StatCommand : ShellCommand
{
    internal override string Name => "stat";

    internal override string Synopsis => "[--json [--digest]] PATH...";

    internal override string Summary => "print all that is known of an entry";

    protected override IReadOnlyList<string> Options => ["json", "digest"];

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments) =>
        StatListing.Print(session.Operands(arguments.Operands), arguments.Has("json"), arguments.Has("digest"));
}
