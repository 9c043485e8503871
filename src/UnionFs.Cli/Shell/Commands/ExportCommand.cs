using UnionFs.Cli.Sources;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`export DIR`: as the verb. Without --base a difference is what changed since all layers were stacked.</summary>
internal sealed class ExportCommand : ShellCommand
{
    internal override string Name => "export";

    internal override string Synopsis => "[--merge] [--overwrite] [--no-owners] [--diff --as overlay [--base N] [--userxattr]] DIR";

    internal override string Summary => "write the union, or a difference, to a host directory";

    protected override IReadOnlyList<string> Options => ["merge", "overwrite", "no-owners", "diff", "as:", "base:", "userxattr"];

    protected override (int Least, int Most) OperandCount => (1, 1);

    protected override void Run(Session session, Arguments arguments)
    {
        var request = new ExportRequest(arguments.Operands[0])
        {
            Merge = arguments.Has("merge"),
            Overwrite = arguments.Has("overwrite"),
            NoOwners = arguments.Has("no-owners"),
            Diff = arguments.Has("diff"),
            Format = arguments.ValueOf("as"),
            Base = arguments.ValueOf("base"),
            UserXattr = arguments.Has("userxattr"),
        };
        request.Run(session.Union.Snapshot(), session.Errors, session.Tool.Progress);
    }
}
