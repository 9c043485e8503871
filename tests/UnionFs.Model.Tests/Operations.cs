namespace UnionFs.Model.Tests;

/// <summary>A call that a thread makes on the engine, and the model's word on what it may have answered.</summary>
internal abstract record Operation
{
    /// <summary>Makes the call; the first snapshot is there to go back to.</summary>
    internal abstract object Run(UnionFileSystem engine, Snapshot first);

    /// <summary>Makes the same call on the model, and tells whether it answers alike.</summary>
    internal abstract bool Explains(ModelFileSystem model, ModelSnapshot first, object result);
}

/// <summary>One verb.</summary>
internal sealed record VerbOperation(SideCommand Command) : Operation
{
    internal override object Run(UnionFileSystem engine, Snapshot first) => Command.Answer(new Side(new EngineVerbs(engine))) with { Number = 0 };

    internal override bool Explains(ModelFileSystem model, ModelSnapshot first, object result) =>
        (Command.Answer(new Side(model.Mount)) with { Number = 0 }).Equals(result);

    public override string ToString() => Command.ToString();
}

/// <summary>Two verbs that nobody may see halfway, with time between them for others to try.</summary>
internal sealed record BatchOperation(SideCommand One, SideCommand Two) : Operation
{
    internal override object Run(UnionFileSystem engine, Snapshot first)
    {
        var answers = new Outcome[2];
        engine.Update(batch =>
        {
            var side = new Side(new EngineVerbs(batch));
            answers[0] = One.Answer(side) with { Number = 0 };
            Thread.Yield();
            answers[1] = Two.Answer(side) with { Number = 0 };
        });
        return (answers[0], answers[1]);
    }

    internal override bool Explains(ModelFileSystem model, ModelSnapshot first, object result)
    {
        var side = new Side(model.Mount);
        return (One.Answer(side) with { Number = 0 }, Two.Answer(side) with { Number = 0 }).Equals(result);
    }

    public override string ToString() => $"batch({One}; {Two})";
}

/// <summary>What changes no tree but looks at the whole of it: a snapshot, a fork, the layers with what a commit put on them.</summary>
internal sealed record StateOperation(string Name, Func<UnionFileSystem, FileSystem> Take) : Operation
{
    internal override object Run(UnionFileSystem engine, Snapshot first) => Take(engine);

    internal override bool Explains(ModelFileSystem model, ModelSnapshot first, object result) =>
        new TreeComparison(((FileSystem)result).Posix, numbers: null).Compare(model.Mount.Root) is null;

    public override string ToString() => Name;
}

/// <summary>Back to the first state.</summary>
internal sealed record RestoreOperation : Operation
{
    internal override object Run(UnionFileSystem engine, Snapshot first)
    {
        engine.Restore(first);
        return "";
    }

    internal override bool Explains(ModelFileSystem model, ModelSnapshot first, object result)
    {
        model.Restore(first);
        return true;
    }

    public override string ToString() => "restore";
}

/// <summary>The difference so far becomes a layer; no tree changes.</summary>
internal sealed record CommitOperation : Operation
{
    internal override object Run(UnionFileSystem engine, Snapshot first) => engine.Commit().IsEmpty;

    internal override bool Explains(ModelFileSystem model, ModelSnapshot first, object result) => true;

    public override string ToString() => "commit";
}

internal static class Operations
{
    private static readonly string[] Paths = ["/a", "/b", "/d", "/d/a", "/d/b"];

    internal static Operation Next(Random random) => random.Next(20) switch
    {
        0 or 1 => new BatchOperation(Verb(random), Verb(random)),
        2 or 3 => new StateOperation("snapshot", static fs => fs.Snapshot()),
        4 => new StateOperation("fork", static fs => fs.Fork()),
        5 => new StateOperation("snapshot, its diff over its layers", static fs => fs.Snapshot() is var now ? new Snapshot(now.Layers.Push(now.Diff())) : null!),
        6 => new RestoreOperation(),
        7 => new CommitOperation(),
        _ => new VerbOperation(Verb(random)),
    };

    private static SideCommand Verb(Random random)
    {
        string path = Paths[random.Next(Paths.Length)];
        string other = Paths[random.Next(Paths.Length)];
        return random.Next(16) switch
        {
            0 or 1 => new WriteCommand(path, random.Next(4), 0x1A4),
            2 => new MkdirCommand(path, 0x1ED),
            3 => new UnlinkCommand(path),
            4 => new RmdirCommand(path),
            5 => new RemoveTreeCommand(path),
            6 or 7 => new RenameCommand(path, other, RenameFlags.None),
            8 => new RenameCommand(path, other, RenameFlags.RENAME_EXCHANGE),
            9 => new LinkCommand(path, other, false),
            10 => new TruncateCommand(path, random.Next(4)),
            11 => new ChmodCommand(path, random.Next(0x200), true),
            12 => new SymlinkCommand(other, path),
            13 => new StatCommand(path, true),
            14 => new ListCommand(path),
            _ => new ReadCommand(path),
        };
    }
}
