namespace UnionFs.Model;

/// <summary>
/// Everything a script works on, twice: live file systems (one of them current), snapshots, handles. Each slot has the engine's and the
/// model's version of one thing.
/// </summary>
public sealed class World
{
    public const int Slots = 3;

    public World(IReadOnlyList<LayerPlan> plans, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(plans);
        Context = context;
        var layers = new List<Layer>();
        var models = new List<ModelLayer>();
        foreach (LayerPlan plan in plans)
        {
            (Layer layer, ModelLayer model) = plan.Build();
            layers.Add(layer);
            models.Add(model);
        }
        Current = new LivePair(new UnionFileSystem(LayerStack.FromBottom(layers).WithNames(Names), context.Clock), new ModelFileSystem(models, context));
        Lives[0] = Current;
        Engine = new Side(new EngineVerbs(Current.Engine));
        Model = new Side(Current.Model.Mount);
    }

    /// <summary>A world that starts from a live file system.</summary>
    public World(LivePair start, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(start);
        Context = context;
        Current = start;
        Lives[0] = start;
        Engine = new Side(new EngineVerbs(start.Engine));
        Model = new Side(start.Model.Mount);
    }

    public ModelContext Context { get; }

    public NameComparison Names => Context.IgnoreCase ? NameComparison.IgnoreCase : NameComparison.Ordinal;

    public InodeNumbersSeen Numbers { get; } = new();

    public Side Engine { get; }

    public Side Model { get; }

    public LivePair Current { get; private set; }

    public LivePair?[] Lives { get; } = new LivePair?[Slots];

    public SnapshotPair?[] Snapshots { get; } = new SnapshotPair?[Slots];

    /// <summary>Makes another live file system the one that commands go to.</summary>
    public void SwitchTo(LivePair pair)
    {
        Current = pair;
        Engine.Target = Engine.Live = new EngineVerbs(pair.Engine);
        Aim();
    }

    /// <summary>The model's tree may be another after a restore.</summary>
    public void Aim() => Model.Target = Model.Live = Current.Model.Mount;

    /// <summary>The first difference between the two sides, or null.</summary>
    public string? CompareCurrent() => new TreeComparison(Current.Engine.Posix, Numbers).Compare(Current.Model.Mount.Root);

    /// <summary>The same for everything that is held anywhere: what was frozen, and what was forked.</summary>
    public string? CompareAll()
    {
        foreach (LivePair? live in Lives)
            if (live is not null && new TreeComparison(live.Engine.Posix, Numbers).Compare(live.Model.Mount.Root) is { } difference) return "in a fork: " + difference;
        foreach (SnapshotPair? snapshot in Snapshots)
            if (snapshot is not null && new TreeComparison(snapshot.Engine.Posix, Numbers).Compare(snapshot.Model.Mount.Root) is { } difference) return "in a snapshot: " + difference;
        return null;
    }
}

/// <summary>A live file system on both sides.</summary>
public sealed record LivePair(UnionFileSystem Engine, ModelFileSystem Model);

/// <summary>A snapshot on both sides.</summary>
public sealed record SnapshotPair(Snapshot Engine, ModelSnapshot Model);
