namespace UnionFs.Cli.Shell.Commands;

/// <summary>`touch`.</summary>
internal sealed class TouchCommand : ShellCommand
{
    internal override string Name => "touch";

    internal override string Synopsis => "[-c] [-a] [-m] [-h] [-d TIME] PATH...";

    internal override string Summary => "set times to now or TIME (@SECONDS or a date); make missing files";

    protected override IReadOnlyList<string> Options => ["c|no-create", "a", "m", "h|no-dereference", "d|date:"];

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        TimeSetting time = TimeSetting.Now;
        if (arguments.ValueOf("d") is { } text) time = TimeText.TryParse(text, out UnixTime given) ? given : throw Misused($"invalid time '{text}'");
        bool onlyAccess = arguments.Has("a") && !arguments.Has("m");
        bool onlyModify = arguments.Has("m") && !arguments.Has("a");
        foreach (string path in arguments.Operands)
        {
            string absolute = session.Absolute(path);
            FsError error = EnsureThere(session, arguments, absolute, out bool isThere);
            if (error == FsError.None && isThere)
                error = session.Posix.Utimens(absolute, onlyModify ? TimeSetting.Omit : time, onlyAccess ? TimeSetting.Omit : time, followLinks: !arguments.Has("h"));
            if (error != FsError.None) session.Errors.Report(Name, path, error);
        }
    }

    private static FsError EnsureThere(Session session, Arguments arguments, string path, out bool isThere)
    {
        bool followsLinks = !arguments.Has("h");
        FsError error = followsLinks ? session.Posix.Stat(path, out _) : session.Posix.LStat(path, out _);
        isThere = error == FsError.None;
        if (error != FsError.ENOENT) return error;
        if (arguments.Has("c")) return FsError.None;
        error = session.Posix.Open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT, out FileHandle? handle);
        handle?.Dispose();
        isThere = error == FsError.None;
        return error;
    }
}
