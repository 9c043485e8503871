using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell;

/// <summary>The rule that cp, mv and ln share: the last operand is the new name, or a directory to put the others into.</summary>
internal static class Destination
{
    /// <summary>Each source with the path it gets.</summary>
    /// <param name="command">For errors.</param>
    /// <param name="session">Whose union it is.</param>
    /// <param name="arguments">With -T the last operand is always the name itself; with -n of ln, a link to a directory is.</param>
    /// <param name="singleMeansHere">Whether one operand alone goes into the present directory, as ln has it.</param>
    internal static IEnumerable<(string Source, string Target)> Pairs(string command, Session session, Arguments arguments, bool singleMeansHere = false)
    {
        IReadOnlyList<string> operands = arguments.Operands;
        if (operands.Count == 1 && singleMeansHere) return [(operands[0], UnionPath.NameOf(operands[0]))];
        string last = operands[^1];
        FsError error = session.Posix.Stat(session.Absolute(last), out FileStat stat);
        bool isDirectory = error == FsError.None && stat.Kind == NodeKind.Directory && !arguments.Has("T");
        if (isDirectory && command == "ln" && arguments.Has("n")) isDirectory = session.Posix.LStat(session.Absolute(last), out stat) == FsError.None && stat.Kind == NodeKind.Directory;
        // A directory that gets another spelling is not moved into itself.
        if (isDirectory && command == "mv" && operands.Count == 2 && UnionPath.IsRespelling(session.Union, session.Absolute(operands[0]), session.Absolute(last))) isDirectory = false;
        if (isDirectory) return operands.SkipLast(1).Select(source => (source, UnionPath.Join(last, UnionPath.NameOf(source))));
        if (operands.Count == 2) return [(operands[0], last)];
        throw Failure.Of(command, last, error == FsError.None ? FsError.ENOTDIR : error);
    }
}
