using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`mv`: one rename each, whatever the size.</summary>
internal sealed class MvCommand : ShellCommand
{
    internal override string Name => "mv";

    internal override string Synopsis => "[-f] [-n] [-T] SOURCE... DEST";

    internal override string Summary => "rename, or move into a directory";

    protected override IReadOnlyList<string> Options => ["f|force", "n|no-clobber", "T|no-target-directory"];

    protected override (int Least, int Most) OperandCount => (2, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        foreach ((string source, string target) in Destination.Pairs(Name, session, arguments))
            Move(session, source, target, noClobber: arguments.Has("n"));
    }

    private void Move(Session session, string source, string target, bool noClobber)
    {
        string from = session.Absolute(source), to = session.Absolute(target);
        FsError error = session.Posix.LStat(from, out FileStat moved);
        if (error != FsError.None)
        {
            session.Errors.Report(Name, source, error);
            return;
        }
        bool isTaken = session.Posix.LStat(to, out FileStat there) == FsError.None;
        bool respells = isTaken && UnionPath.IsRespelling(session.Union, from, to);
        if (isTaken && noClobber && !respells) return;
        // A number alone is not enough: restacked layers may show one twice.
        bool isOneFile = from == to || moved.Inode == there.Inode && moved.LinkCount > 1 && there.LinkCount > 1;
        if (isTaken && isOneFile && !respells && moved.Kind != NodeKind.Directory) error = LeaveOne(session, from, to);
        else error = session.Posix.Rename(from, to);
        if (error == FsError.None) return;
        bool isDirectory = moved.Kind == NodeKind.Directory;
        session.Errors.Report($"{Name}: " + error switch
        {
            FsError.EINVAL when isDirectory => $"cannot move '{source}' to a subdirectory of itself, '{target}'",
            FsError.ENOTDIR when isDirectory && isTaken => $"cannot overwrite non-directory '{target}' with directory '{source}'",
            FsError.EISDIR => $"cannot overwrite directory '{target}' with non-directory '{source}'",
            FsError.EEXIST => $"'{source}' and '{target}' are the same file",
            _ => $"cannot move '{source}' to '{target}': {error.Describe()}",
        });
    }

    /// <summary>Two names of one inode: rename would keep both, and a move is to leave one. EEXIST where they are one name.</summary>
    private static FsError LeaveOne(Session session, string from, string to)
    {
        FsError error = UnionPath.Canonical(session.Union, from, out string source);
        if (error != FsError.None) return error;
        error = UnionPath.Canonical(session.Union, to, out string target);
        if (error != FsError.None) return error;
        return source == target ? FsError.EEXIST : session.Posix.Unlink(from);
    }
}
