using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`ln`: to a name, or into a directory.</summary>
internal sealed class LnCommand : ShellCommand
{
    internal override string Name => "ln";

    internal override string Synopsis => "[-s] [-f] TARGET... LINK";

    internal override string Summary => "make a hard link; -s a symbolic one";

    protected override IReadOnlyList<string> Options => ["s|symbolic", "f|force", "n|no-dereference", "T|no-target-directory"];

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        foreach ((string target, string link) in Destination.Pairs(Name, session, arguments, singleMeansHere: true))
        {
            if (arguments.Has("s")) Make(session, arguments, link, target, session.Posix.Symlink(target, session.Absolute(link)));
            else MakeHard(session, arguments, target, link);
        }
    }

    private void MakeHard(Session session, Arguments arguments, string target, string link)
    {
        string absolute = session.Absolute(target);
        FsError found = session.Posix.LStat(absolute, out FileStat stat);
        if (found != FsError.None) session.Errors.Report(Name, target, found);
        else if (stat.Kind == NodeKind.Directory) session.Errors.Report($"{Name}: {target}: hard link not allowed for directory");
        else Make(session, arguments, link, target, session.Posix.Link(absolute, session.Absolute(link)));
    }

    /// <summary>With -f, a name that is taken by no directory is removed first.</summary>
    private void Make(Session session, Arguments arguments, string link, string target, FsError error)
    {
        string absolute = session.Absolute(link);
        if (error == FsError.EEXIST && arguments.Has("f") && !IsSame(session, target, absolute, arguments))
        {
            error = session.Posix.Unlink(absolute);
            if (error == FsError.None)
                error = arguments.Has("s") ? session.Posix.Symlink(target, absolute) : session.Posix.Link(session.Absolute(target), absolute);
        }
        if (error != FsError.None) session.Errors.Report(Name, link, error);
    }

    /// <summary>Removing the name would remove what it is to be linked to.</summary>
    private static bool IsSame(Session session, string target, string link, Arguments arguments) =>
        !arguments.Has("s")
        && UnionPath.Canonical(session.Union, session.Absolute(target), out string one) == FsError.None
        && UnionPath.Canonical(session.Union, link, out string two) == FsError.None && one == two;
}
