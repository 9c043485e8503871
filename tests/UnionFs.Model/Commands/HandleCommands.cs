namespace UnionFs.Model;

/// <summary>Opens into a slot; what was open there closes.</summary>
public sealed record OpenCommand(int Slot, string Path, OpenFlags Flags, int Mode) : SideCommand
{
    protected override Outcome On(Side side)
    {
        FsError error = side.Target.Open(Path, Flags, Mode, out IFileHandle? handle);
        if (error != FsError.None) return new(error);
        side.Handles[Slot]?.Close();
        side.Handles[Slot] = handle;
        return new(handle!.Stat(out StatRecord stat), (stat with { Number = 0 }).ToString(), stat.Number);
    }

    public override string ToString() => $"h{Slot} = open {Quote(Path)} {Flags} {Octal(Mode)}";
}

/// <summary>A command on an open handle; on an empty slot it does nothing.</summary>
public abstract record HandleCommand(int Slot) : SideCommand
{
    protected sealed override Outcome On(Side side)
    {
        if (side.Handles[Slot] is not { } handle) return new(FsError.None, "nothing open");
        Outcome outcome = On(handle);
        if (outcome.Text.Length > 0) return outcome;
        FsError error = handle.Stat(out StatRecord stat);
        return new(outcome.Error, $"then {error} {stat with { Number = 0 }}", stat.Number);
    }

    protected abstract Outcome On(IFileHandle handle);
}

public sealed record HandleReadCommand(int Slot, long Offset, int Count) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(handle.Read(Offset, Count, out byte[] bytes), Convert.ToHexString(bytes));

    public override string ToString() => $"h{Slot} read {Count} at {Offset}";
}

public sealed record HandleWriteCommand(int Slot, long Offset, int Length) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(handle.Write(Offset, Bytes(Length)));

    public override string ToString() => $"h{Slot} write {Length} at {Offset}";
}

public sealed record HandleAppendCommand(int Slot, int Length) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle)
    {
        FsError error = handle.Append(Bytes(Length), out long offset);
        return new(error, error == FsError.None ? $"at {offset}" : "");
    }

    public override string ToString() => $"h{Slot} append {Length}";
}

public sealed record HandleSetLengthCommand(int Slot, long Length) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(handle.SetLength(Length));

    public override string ToString() => $"h{Slot} truncate {Length}";
}

public sealed record HandleChmodCommand(int Slot, int Mode) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(handle.SetMode(Mode));

    public override string ToString() => $"h{Slot} chmod {Octal(Mode)}";
}

public sealed record HandleChownCommand(int Slot, uint? Uid, uint? Gid) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(handle.SetOwner(Uid, Gid));

    public override string ToString() => $"h{Slot} chown {Uid}:{Gid}";
}

public sealed record HandleUtimensCommand(int Slot, TimeChoice Access, TimeChoice Modify) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(handle.SetTimes(Access, Modify));

    public override string ToString() => $"h{Slot} utimens {Access} {Modify}";
}

public sealed record HandleStatCommand(int Slot) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(FsError.None);

    public override string ToString() => $"h{Slot} stat";
}

public sealed record HandleListCommand(int Slot) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle) => new(handle.List(out string listing), listing);

    public override string ToString() => $"h{Slot} ls";
}

/// <summary>Closes; the slot keeps the closed handle, so that later commands meet EBADF.</summary>
public sealed record HandleCloseCommand(int Slot) : HandleCommand(Slot)
{
    protected override Outcome On(IFileHandle handle)
    {
        handle.Close();
        return new(FsError.None);
    }

    public override string ToString() => $"h{Slot} close";
}
