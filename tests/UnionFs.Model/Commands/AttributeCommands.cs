namespace UnionFs.Model;

public sealed record TruncateCommand(string Path, long Length) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Truncate(Path, Length));

    public override string ToString() => $"truncate {Quote(Path)} {Length}";
}

public sealed record ChmodCommand(string Path, int Mode, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Chmod(Path, Mode, Follow));

    public override string ToString() => $"chmod {Quote(Path)} {Octal(Mode)}{(Follow ? "" : " nofollow")}";
}

public sealed record ChownCommand(string Path, uint? Uid, uint? Gid, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Chown(Path, Uid, Gid, Follow));

    public override string ToString() => $"chown {Quote(Path)} {Uid}:{Gid}{(Follow ? "" : " nofollow")}";
}

public sealed record UtimensCommand(string Path, TimeChoice Access, TimeChoice Modify, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.Utimens(Path, Access, Modify, Follow));

    public override string ToString() => $"utimens {Quote(Path)} {Access} {Modify}{(Follow ? "" : " nofollow")}";
}

public sealed record SetXattrCommand(string Path, string Name, int Length, XattrFlags Flags, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.SetXattr(Path, Name, Bytes(Length), Flags, Follow));

    public override string ToString() => $"setxattr {Quote(Path)} {Quote(Name)} {Length} bytes {Flags}{(Follow ? "" : " nofollow")}";
}

public sealed record RemoveXattrCommand(string Path, string Name, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.RemoveXattr(Path, Name, Follow));

    public override string ToString() => $"removexattr {Quote(Path)} {Quote(Name)}{(Follow ? "" : " nofollow")}";
}

public sealed record GetXattrCommand(string Path, string Name, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.GetXattr(Path, Name, Follow, out byte[] value), Convert.ToHexString(value));

    public override string ToString() => $"getxattr {Quote(Path)} {Quote(Name)}{(Follow ? "" : " nofollow")}";
}

public sealed record ListXattrsCommand(string Path, bool Follow) : SideCommand
{
    protected override Outcome On(Side side) => new(side.Target.ListXattrs(Path, Follow, out string xattrs), xattrs);

    public override string ToString() => $"listxattr {Quote(Path)}{(Follow ? "" : " nofollow")}";
}
