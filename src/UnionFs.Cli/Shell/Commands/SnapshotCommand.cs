using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`snapshot NAME`.</summary>
internal sealed class SnapshotCommand : ShellCommand
{
    internal override string Name => "snapshot";

    internal override string Synopsis => "NAME";

    internal override string Summary => "keep the present state under a name";

    protected override (int Least, int Most) OperandCount => (1, 1);

    protected override void Run(Session session, Arguments arguments)
    {
        string name = arguments.Operands[0];
        // Not replaced: nothing else would hold the state that is lost.
        if (!session.Snapshots.TryAdd(name, session.Union.Snapshot())) throw new Failure($"{Name}: {name}: Snapshot exists");
    }
}
