namespace UnionFs.Cli.Shell.Commands;

/// <summary>`snapshots`.</summary>
internal sealed class SnapshotsCommand : ShellCommand
{
    internal override string Name => "snapshots";

    internal override string Synopsis => "";

    internal override string Summary => "list the kept states, oldest first";

    protected override (int Least, int Most) OperandCount => (0, 0);

    protected override void Run(Session session, Arguments arguments)
    {
        foreach (string name in session.Snapshots.Keys) session.Out.WriteLine(name);
    }
}
