namespace UnionFs.Cli.Shell.Commands;

/// <summary>`exit`: with the status of the last command, or the one given.</summary>
internal sealed class ExitCommand : ShellCommand
{
    internal override string Name => "exit";

    internal override string Synopsis => "[STATUS]";

    internal override string Summary => "end the shell";

    protected override (int Least, int Most) OperandCount => (0, 1);

    protected override void Run(Session session, Arguments arguments)
    {
        if (arguments.Operands.Count == 0)
        {
            session.Exit(null);
            return;
        }
        if (!byte.TryParse(arguments.Operands[0], System.Globalization.CultureInfo.InvariantCulture, out byte status)) throw Misused($"invalid status '{arguments.Operands[0]}'");
        session.Exit(status);
    }
}
