namespace UnionFs.Model;

/// <summary>Runs a command against a snapshot in a slot: all that changes is EROFS, if nothing else is wrong first.</summary>
public sealed record OnSnapshotCommand(int Slot, Command Inner) : Command
{
    public override string? Run(World world)
    {
        if (world.Snapshots[Slot] is not { } pair) return null;
        (IFileVerbs engine, IFileVerbs model) = (world.Engine.Target, world.Model.Target);
        (world.Engine.Target, world.Model.Target) = (new EngineVerbs(pair.Engine), pair.Model.Mount);
        string? difference = Inner.Run(world);
        (world.Engine.Target, world.Model.Target) = (engine, model);
        return difference;
    }

    public override string ToString() => $"on snapshot {Slot}: {Inner}";
}

/// <summary>Inside a batch: runs a command against the live file system, which refuses to open or change anything.</summary>
public sealed record OuterCommand(Command Inner) : Command
{
    public override string? Run(World world)
    {
        (IFileVerbs engine, IFileVerbs model) = (world.Engine.Target, world.Model.Target);
        (world.Engine.Target, world.Model.Target) = (world.Engine.Live, world.Model.Live);
        string? difference = Inner.Run(world);
        (world.Engine.Target, world.Model.Target) = (engine, model);
        return difference;
    }

    public override string ToString() => $"outside: {Inner}";
}

public sealed record SnapshotCommand(int Slot) : Command
{
    public override string? Run(World world)
    {
        world.Snapshots[Slot] = new SnapshotPair(world.Current.Engine.Snapshot(), world.Current.Model.Snapshot());
        return null;
    }

    public override string ToString() => $"s{Slot} = snapshot";
}

public sealed record RestoreCommand(int Slot) : Command
{
    public override string? Run(World world)
    {
        if (world.Snapshots[Slot] is not { } pair) return null;
        world.Current.Engine.Restore(pair.Engine);
        world.Current.Model.Restore(pair.Model);
        world.Aim();
        return world.CompareAll();
    }

    public override string ToString() => $"restore s{Slot}";
}

public sealed record ForkCommand(int Slot) : Command
{
    public override string? Run(World world)
    {
        world.Context.Coverage.Hit("fork");
        world.Lives[Slot] = new LivePair(world.Current.Engine.Fork(), world.Current.Model.Fork());
        return world.CompareAll();
    }

    public override string ToString() => $"f{Slot} = fork";
}

public sealed record ForkSnapshotCommand(int From, int Slot) : Command
{
    public override string? Run(World world)
    {
        if (world.Snapshots[From] is not { } pair) return null;
        world.Lives[Slot] = new LivePair(pair.Engine.Fork(world.Context.Clock), pair.Model.Fork(world.Context));
        return world.CompareAll();
    }

    public override string ToString() => $"f{Slot} = fork of s{From}";
}

public sealed record SwitchCommand(int Slot) : Command
{
    public override string? Run(World world)
    {
        if (world.Lives[Slot] is not { } pair || pair == world.Current) return null;
        world.Context.Coverage.Hit("switch to a fork");
        world.SwitchTo(pair);
        return world.CompareAll();
    }

    public override string ToString() => $"switch to f{Slot}";
}

public sealed record CommitCommand : Command
{
    public override string? Run(World world)
    {
        Layer diff = world.Current.Engine.Commit();
        world.Current.Model.Commit(ModelLayer.Read(diff), diff.IsEmpty);
        if (!diff.IsEmpty) world.Context.Coverage.Hit("commit: something");
        if (world.Current.Engine.Layers.Count != world.Current.Model.Layers.Count) return "commit: another number of layers";
        return world.Current.Engine.GetChanges().Count == 0 ? null : "changes right after a commit";
    }

    public override string ToString() => "commit";
}
