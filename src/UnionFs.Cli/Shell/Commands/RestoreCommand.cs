using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`restore NAME`.</summary>
internal sealed class RestoreCommand : ShellCommand
{
    internal override string Name => "restore";

    internal override string Synopsis => "NAME";

    internal override string Summary => "go back to a kept state";

    protected override (int Least, int Most) OperandCount => (1, 1);

    protected override void Run(Session session, Arguments arguments)
    {
        string name = arguments.Operands[0];
        if (!session.Snapshots.TryGetValue(name, out Snapshot? snapshot)) throw new Failure($"{Name}: {name}: No such snapshot");
        session.Union.Restore(snapshot);
    }
}
