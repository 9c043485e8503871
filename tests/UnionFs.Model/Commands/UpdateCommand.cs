namespace UnionFs.Model;

/// <summary>A batch of commands that succeeds as a whole, or throws at its end.</summary>
public sealed record UpdateCommand(IReadOnlyList<Command> Inside, bool Throws) : Command
{
    public override string? Run(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        string? difference = null;
        Batch? batch = null;
        ModelMount? model = null;
        try
        {
            world.Current.Engine.Update(engineBatch => world.Current.Model.Update(modelBatch =>
            {
                (batch, model) = (engineBatch, modelBatch);
                world.Engine.Target = new EngineVerbs(engineBatch);
                world.Model.Target = modelBatch;
                difference = RunInside(world, engineBatch, modelBatch);
                if (Throws) throw new BatchFailedException();
            }));
        }
        catch (BatchFailedException)
        {
            world.Context.Coverage.Hit("batch: failed");
        }
        world.Engine.Target = new EngineVerbs(batch!);
        world.Model.Target = model!;
        difference ??= Prefixed("after the batch", new StatCommand("/", Follow: true).Run(world));
        difference ??= Prefixed("after the batch", new MkdirCommand("/e", 0x1ED).Run(world));
        world.Engine.Target = world.Engine.Live;
        world.Aim();
        if (!Throws) world.Context.Coverage.Hit("batch: succeeded");
        return difference;
    }

    private string? RunInside(World world, Batch engine, ModelMount model)
    {
        foreach (Command command in Inside)
        {
            string? difference = command.Run(world) ?? new TreeComparison(engine.Posix, world.Numbers).Compare(model.Root) ?? world.CompareCurrent();
            if (difference is not null) return Prefixed($"in the batch, at {command}", difference);
        }
        return null;
    }

    private static string? Prefixed(string where, string? difference) => difference is null ? null : $"{where}: {difference}";

    public override string ToString() => $"update {{ {string.Join("; ", Inside)} }}{(Throws ? " throws" : "")}";

    private sealed class BatchFailedException : Exception;
}
