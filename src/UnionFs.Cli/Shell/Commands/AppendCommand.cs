using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`append PATH TEXT`: the text exactly, without a line feed.</summary>
internal sealed class AppendCommand : ShellCommand
{
    internal override string Name => "append";

    internal override string Synopsis => "PATH TEXT";

    internal override string Summary => "add to the end of a file, which is made if it is missing";

    /// <summary>The text may start with a dash.</summary>
    protected override IReadOnlyList<string>? Options => null;

    protected override (int Least, int Most) OperandCount => (2, 2);

    protected override void Run(Session session, Arguments arguments)
    {
        string path = arguments.Operands[0];
        Check(session.Posix.Open(session.Absolute(path), OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_APPEND, out FileHandle? handle), path);
        using (handle) Check(handle!.Append(RawText.Encode(arguments.Operands[1]), out _), path);
    }
}
