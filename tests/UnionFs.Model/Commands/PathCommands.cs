namespace UnionFs.Model;

// The verbs by path, one record each: what is printed is what would be typed.

public sealed record StatCommand(string Path, bool Follow) : SideCommand
{
    protected override Outcome On(Side side)
    {
        FsError error = side.Target.Stat(Path, Follow, out StatRecord stat);
        return error == FsError.None ? new(error, (stat with { Number = 0 }).ToString(), stat.Number) : new(error);
    }

    public override string ToString() => $"{(Follow ? "stat" : "lstat")} {Quote(Path)}";
}

public sealed record ReadLinkCommand(string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.ReadLink(Path, out string target), target);

    public override string ToString() => $"readlink {Quote(Path)}";
}

public sealed record RealPathCommand(string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.RealPath(Path, out string real), real);

    public override string ToString() => $"realpath {Quote(Path)}";
}

public sealed record ListCommand(string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.List(Path, out string listing), listing);

    public override string ToString() => $"ls {Quote(Path)}";
}

public sealed record ReadCommand(string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.ReadContent(Path, out byte[] content), Convert.ToHexString(content.AsSpan(0, Math.Min(64, content.Length))));

    public override string ToString() => $"cat {Quote(Path)}";
}

public sealed record MkdirCommand(string Path, int Mode) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Mkdir(Path, Mode));

    public override string ToString() => $"mkdir {Quote(Path)} {Octal(Mode)}";
}

public sealed record MknodCommand(string Path, NodeKind Kind, int Mode, uint Minor) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Mknod(Path, Kind, Mode, new DeviceNumber(Minor == 0 ? 0u : 1u, Minor)));

    public override string ToString() => $"mknod {Quote(Path)} {Kind} {Octal(Mode)} {Minor}";
}

public sealed record SymlinkCommand(string Target, string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Symlink(Target, Path));

    public override string ToString() => $"symlink {Quote(Target)} at {Quote(Path)}";
}

public sealed record LinkCommand(string Existing, string Path, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Link(Existing, Path, Follow));

    public override string ToString() => $"link {Quote(Existing)} at {Quote(Path)}{(Follow ? " follow" : "")}";
}

public sealed record UnlinkCommand(string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Unlink(Path));

    public override string ToString() => $"unlink {Quote(Path)}";
}

public sealed record RmdirCommand(string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Rmdir(Path));

    public override string ToString() => $"rmdir {Quote(Path)}";
}

public sealed record RemoveTreeCommand(string Path) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.RemoveTree(Path));

    public override string ToString() => $"rm -r {Quote(Path)}";
}

public sealed record RenameCommand(string OldPath, string NewPath, RenameFlags Flags) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Rename(OldPath, NewPath, Flags));

    public override string ToString() => $"rename {Quote(OldPath)} to {Quote(NewPath)} {Flags}";
}

public sealed record WriteCommand(string Path, int Length, int Mode) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.WriteContent(Path, Bytes(Length), Mode));

    public override string ToString() => $"write {Quote(Path)} {Length} bytes {Octal(Mode)}";
}
