using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`help`.</summary>
internal sealed class HelpCommand : ShellCommand
{
    internal override string Name => "help";

    internal override string Synopsis => "[COMMAND]";

    internal override string Summary => "list the commands";

    protected override (int Least, int Most) OperandCount => (0, 1);

    protected override void Run(Session session, Arguments arguments)
    {
        if (arguments.Operands.Count == 1)
        {
            string name = arguments.Operands[0];
            ShellCommand command = CommandTable.Find(name) ?? throw new Failure($"{Name}: {name}: command not found");
            session.Out.WriteLine(command.Usage).WriteLine($"    {command.Summary}");
            return;
        }
        foreach (ShellCommand command in CommandTable.All)
            session.Out.WriteLine($"{command.Usage}").WriteLine($"    {command.Summary}");
    }
}
