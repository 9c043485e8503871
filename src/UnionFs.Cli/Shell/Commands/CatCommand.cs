using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`cat`: as the verb.</summary>
internal sealed class CatCommand : ShellCommand
{
    internal override string Name => "cat";

    internal override string Synopsis => "PATH...";

    internal override string Summary => "print the bytes of files";

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments) => Concatenation.Print(session.Operands(arguments.Operands));
}
