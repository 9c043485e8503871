using UnionFs.Cli.Sources;
using UnionFs.Host;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`export DIR`: as the verb.</summary>
internal sealed class ExportCommand : ShellCommand
{
    internal override string Name => "export";

    internal override string Synopsis => "[--merge] [--overwrite] [--no-owners] DIR";

    internal override string Summary => "write the union to a host directory";

    protected override IReadOnlyList<string> Options => ["merge", "overwrite", "no-owners"];

    protected override (int Least, int Most) OperandCount => (1, 1);

    protected override void Run(Session session, Arguments arguments)
    {
        ExportOptions options = HostTarget.Options(arguments.Has("merge"), arguments.Has("overwrite"), arguments.Has("no-owners"));
        HostTarget.Export(session.Union.Snapshot(), arguments.Operands[0], options, session.Errors, session.Tool.Progress);
    }
}
