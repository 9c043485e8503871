using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`cd`: `..` goes back where one came from, through links too.</summary>
internal sealed class CdCommand : ShellCommand
{
    internal override string Name => "cd";

    internal override string Synopsis => "[DIR]";

    internal override string Summary => "go to a directory of the union; without one to the root, - back";

    protected override (int Least, int Most) OperandCount => (0, 1);

    protected override void Run(Session session, Arguments arguments)
    {
        string path = arguments.Operands.Count == 0 ? "/" : arguments.Operands[0];
        string directory = path == "-" ? session.PreviousDirectory : UnionPath.Normalise(session.Absolute(path));
        Check(path.Length == 0 ? FsError.ENOENT : session.Posix.Stat(directory, out _), path);
        session.Posix.Stat(directory, out FileStat stat);
        if (stat.Kind != NodeKind.Directory) Check(FsError.ENOTDIR, path);
        (session.PreviousDirectory, session.Directory) = (session.Directory, directory);
    }
}
