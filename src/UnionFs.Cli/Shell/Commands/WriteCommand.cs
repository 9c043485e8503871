using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`write PATH TEXT`: the text exactly, without a line feed.</summary>
internal sealed class WriteCommand : ShellCommand
{
    internal override string Name => "write";

    internal override string Synopsis => "PATH TEXT";

    internal override string Summary => "make or replace a file";

    /// <summary>The text may start with a dash.</summary>
    protected override IReadOnlyList<string>? Options => null;

    protected override (int Least, int Most) OperandCount => (2, 2);

    protected override void Run(Session session, Arguments arguments)
    {
        string path = arguments.Operands[0];
        Check(session.Posix.WriteContent(session.Absolute(path), Content.FromOwned(RawText.Encode(arguments.Operands[1]))), path);
    }
}
