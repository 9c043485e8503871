using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`rm`.</summary>
internal sealed class RmCommand : ShellCommand
{
    internal override string Name => "rm";

    internal override string Synopsis => "[-r] [-f] PATH...";

    internal override string Summary => "remove files; -r directories with everything below";

    protected override IReadOnlyList<string> Options => ["r|R|recursive", "f|force"];

    protected override (int Least, int Most) OperandCount => (0, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        // `rm -f` of nothing is no error: what a pattern or a list gives may be nothing.
        if (arguments.Operands.Count == 0 && !arguments.Has("f")) throw Misused("missing operand");
        foreach (string path in arguments.Operands)
        {
            if (UnionPath.NameOf(path) is "." or "..")
            {
                session.Errors.Report($"{Name}: refusing to remove '.' or '..' directory: skipping '{path}'");
                continue;
            }
            string absolute = session.Absolute(path);
            FsError error = arguments.Has("r") ? session.Posix.RemoveTree(absolute) : session.Posix.Unlink(absolute);
            bool isMissing = error is FsError.ENOENT or FsError.ENOTDIR;
            if (error != FsError.None && !(isMissing && arguments.Has("f"))) session.Errors.Report(Name, path, error);
        }
    }
}
