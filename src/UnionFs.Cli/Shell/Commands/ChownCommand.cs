using UnionFs.Cli.Listing;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`chown`: a union knows no names of users.</summary>
internal sealed class ChownCommand : ShellCommand
{
    internal override string Name => "chown";

    internal override string Synopsis => "[-R] [-h] UID[:GID] PATH...";

    internal override string Summary => "set owner and group, as numbers";

    protected override IReadOnlyList<string> Options => ["R|recursive", "h|no-dereference"];

    protected override (int Least, int Most) OperandCount => (2, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        (uint? uid, uint? gid) = Parse(arguments.Operands[0]);
        foreach (string path in arguments.Operands.Skip(1))
        {
            FsError error = arguments.Has("R")
                ? ChangeTree(session, path, uid, gid)
                : session.Posix.Chown(session.Absolute(path), uid, gid, followLinks: !arguments.Has("h"));
            if (error != FsError.None) session.Errors.Report(Name, path, error);
        }
    }

    /// <summary>Links below are changed themselves.</summary>
    private static FsError ChangeTree(Session session, string path, uint? uid, uint? gid)
    {
        Snapshot before = session.Union.Snapshot();
        FsError error = UnionPath.Canonical(before, session.Absolute(path), out string canonical);
        if (error != FsError.None) return error;
        foreach (WalkEntry entry in TreeWalk.From(before, canonical))
        {
            error = session.Posix.Chown(entry.Path, uid, gid, followLinks: false);
            if (error != FsError.None) return error;
        }
        return FsError.None;
    }

    private (uint? Uid, uint? Gid) Parse(string owner)
    {
        string[] parts = owner.Split(':');
        bool isValid = parts.Length <= 2 && owner.Length > 0 && !(parts.Length == 1 && parts[0].Length == 0);
        uint? uid = null, gid = null;
        isValid = isValid && TryParse(parts[0], out uid) && TryParse(parts.Length == 2 ? parts[1] : "", out gid);
        return isValid ? (uid, gid) : throw Misused($"invalid owner '{owner}'");
    }

    /// <summary>-1 means "leave it" to the kernel and is nobody.</summary>
    private static bool TryParse(string text, out uint? id)
    {
        id = null;
        if (text.Length == 0) return true;
        if (!uint.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out uint value) || value == uint.MaxValue) return false;
        id = value;
        return true;
    }
}
