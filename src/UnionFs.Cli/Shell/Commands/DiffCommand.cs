using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`diff`: the changes of this session against its layers.</summary>
internal sealed class DiffCommand : ShellCommand
{
    internal override string Name => "diff";

    internal override string Synopsis => "[--json]";

    internal override string Summary => "print what changed since the layers";

    protected override IReadOnlyList<string> Options => ["json"];

    protected override (int Least, int Most) OperandCount => (0, 0);

    protected override void Run(Session session, Arguments arguments) =>
        DiffListing.Print(session.Union.GetChanges(), session.Out, arguments.Has("json"));
}
