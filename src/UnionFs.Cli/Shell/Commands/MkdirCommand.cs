namespace UnionFs.Cli.Shell.Commands;

/// <summary>`mkdir`: mode 0755 unless told otherwise.</summary>
internal sealed class MkdirCommand : ShellCommand
{
    internal override string Name => "mkdir";

    internal override string Synopsis => "[-p] [-m MODE] PATH...";

    internal override string Summary => "make directories; -p with their parents";

    private const int DefaultMode = 0x1ED; // 0755

    protected override IReadOnlyList<string> Options => ["p|parents", "m|mode:"];

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        int mode = DefaultMode;
        if (arguments.ValueOf("m") is { } text)
            mode = ModeChange.TryParse(text, out ModeChange? change) ? change.Apply(0x1FF, isDirectory: true) : throw Misused($"invalid mode '{text}'");
        foreach (string path in arguments.Operands)
        {
            string absolute = session.Absolute(path);
            FsError error = arguments.Has("p") ? MakeWithParents(session, absolute, mode) : session.Posix.Mkdir(absolute, mode);
            if (error != FsError.None) session.Errors.Report(Name, path, error);
        }
    }

    /// <summary>Step by step, as links and `..` on the way need to be resolved physically; a directory that is there is no error.</summary>
    private static FsError MakeWithParents(Session session, string path, int mode)
    {
        if (path.Length == 0) return FsError.ENOENT;
        int end = 0;
        while (end < path.Length)
        {
            int start = end;
            while (start < path.Length && path[start] == '/') start++;
            end = path.IndexOf('/', start);
            bool isLast = end < 0 || path.AsSpan(end).TrimStart('/').IsEmpty;
            if (end < 0 || isLast) end = path.Length;
            FsError error = session.Posix.Mkdir(path.AsSpan(0, end), isLast ? mode : DefaultMode);
            if (error == FsError.EEXIST && session.Posix.Stat(path.AsSpan(0, end), out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory) continue;
            if (error == FsError.EEXIST && !isLast) return FsError.ENOTDIR;
            if (error != FsError.None) return error;
        }
        return FsError.None;
    }
}
