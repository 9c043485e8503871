namespace UnionFs.Cli.Shell.Commands;

/// <summary>`set -e`, `set +e`.</summary>
internal sealed class SetCommand : ShellCommand
{
    internal override string Name => "set";

    internal override string Synopsis => "-e|+e";

    internal override string Summary => "end a script with the first command that fails (-e, the default), or go on (+e)";

    protected override IReadOnlyList<string>? Options => null;

    protected override (int Least, int Most) OperandCount => (1, 1);

    protected override void Run(Session session, Arguments arguments) => session.StopsOnError = arguments.Operands[0] switch
    {
        "-e" => true,
        "+e" => false,
        var other => throw Misused($"unknown option '{other}'"),
    };
}
