namespace UnionFs.Cli.Shell.Commands;

/// <summary>`pwd`.</summary>
internal sealed class PwdCommand : ShellCommand
{
    internal override string Name => "pwd";

    internal override string Synopsis => "";

    internal override string Summary => "print the directory";

    protected override (int Least, int Most) OperandCount => (0, 0);

    protected override void Run(Session session, Arguments arguments) => session.Out.WriteLine(session.Directory);
}
