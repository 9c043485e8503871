using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`chmod`.</summary>
internal sealed class ChmodCommand : ShellCommand
{
    internal override string Name => "chmod";

    internal override string Synopsis => "[-R] MODE PATH...";

    internal override string Summary => "set permissions, as 0755 or u+x,go-w";

    /// <summary>A mode may start with a dash: the words are read here.</summary>
    protected override IReadOnlyList<string>? Options => null;

    protected override (int Least, int Most) OperandCount => (2, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        var operands = new List<string>(arguments.Operands);
        bool isRecursive = operands.Remove("-R") | operands.Remove("--recursive");
        operands.Remove("--");
        if (operands.Count < 2) throw Misused("missing operand");
        if (!ModeChange.TryParse(operands[0], out ModeChange? change))
            throw operands[0].StartsWith('-') ? new UsageFailure($"{Name}: unknown option '{operands[0]}'") : Misused($"invalid mode '{operands[0]}'");
        foreach (string path in operands.Skip(1))
        {
            FsError error = isRecursive ? ChangeTree(session, path, change) : Change(session, session.Absolute(path), change);
            if (error != FsError.None) session.Errors.Report(Name, path, error);
        }
    }

    private static FsError Change(Session session, string path, ModeChange change)
    {
        FsError error = session.Posix.Stat(path, out FileStat stat);
        return error != FsError.None ? error : session.Posix.Chmod(path, change.Apply(stat.Mode, stat.Kind == NodeKind.Directory));
    }

    /// <summary>Links below are left alone: what they lead to may be anywhere.</summary>
    private static FsError ChangeTree(Session session, string path, ModeChange change)
    {
        Snapshot before = session.Union.Snapshot();
        FsError error = before.Posix.RealPath(session.Absolute(path), out string canonical);
        if (error != FsError.None) return error;
        foreach (WalkEntry entry in TreeWalk.From(before, canonical))
        {
            if (entry.Stat.Kind == NodeKind.Symlink) continue;
            error = Change(session, entry.Path, change);
            if (error != FsError.None) return error;
        }
        return FsError.None;
    }
}
