namespace UnionFs.Cli.Shell.Commands;

/// <summary>`truncate`: what is grown is a hole.</summary>
internal sealed class TruncateCommand : ShellCommand
{
    internal override string Name => "truncate";

    internal override string Synopsis => "-s [+-]SIZE[KMGT] [-c] PATH...";

    internal override string Summary => "cut or grow files; make missing ones";

    protected override IReadOnlyList<string> Options => ["s|size:", "c|no-create"];

    protected override (int Least, int Most) OperandCount => (1, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        string text = arguments.ValueOf("s") ?? throw Misused("missing option '-s'");
        if (!TryParse(text, out long size)) throw Misused($"invalid size '{text}'");
        bool isRelative = text[0] is '+' or '-';
        foreach (string path in arguments.Operands)
        {
            FsError error = Resize(session, session.Absolute(path), size, isRelative, create: !arguments.Has("c"));
            if (error != FsError.None) session.Errors.Report(Name, path, error);
        }
    }

    private static FsError Resize(Session session, string path, long size, bool isRelative, bool create)
    {
        FsError error = session.Posix.Stat(path, out FileStat stat);
        if (error == FsError.ENOENT && !create) return FsError.None;
        if (error == FsError.ENOENT)
        {
            error = session.Posix.Open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT, out FileHandle? handle);
            handle?.Dispose();
        }
        if (error != FsError.None) return error;
        long old = isRelative && stat.Kind == NodeKind.File && session.Posix.Stat(path, out FileStat now) == FsError.None ? now.Size : 0;
        if (isRelative && size > long.MaxValue - old) return FsError.EFBIG;
        return session.Posix.Truncate(path, isRelative ? Math.Max(0, old + size) : size);
    }

    private static bool TryParse(string text, out long size)
    {
        size = 0;
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch { 'K' => 10, 'M' => 20, 'G' => 30, 'T' => 40, _ => 0 };
        ReadOnlySpan<char> digits = shift == 0 ? text : text.AsSpan(0, text.Length - 1);
        if (!long.TryParse(digits, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long number)) return false;
        if (Math.Abs((decimal)number) * (1L << shift) > long.MaxValue) return false;
        size = number << shift;
        return true;
    }
}
