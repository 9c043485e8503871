namespace UnionFs.Cli.Shell.Commands;

/// <summary>`rmdir`.</summary>
internal sealed class RmdirCommand : ShellCommand
{
    internal override string Name => "rmdir";

    internal override string Synopsis => "PATH...";

    internal override string Summary => "remove empty directories";

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        foreach (string path in arguments.Operands)
        {
            FsError error = session.Posix.Rmdir(session.Absolute(path));
            if (error != FsError.None) session.Errors.Report(Name, path, error);
        }
    }
}
