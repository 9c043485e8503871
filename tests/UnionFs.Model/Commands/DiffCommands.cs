namespace UnionFs.Model;

/// <summary>
/// The algebra: the difference over the same layers is the present state, alone in a squash too; over other layers it is what the
/// definition makes of it. With <paramref name="Adopt"/> the script goes on in the re-stacked file system.
/// </summary>
public sealed record DiffCommand(int Other, bool Adopt) : Command
{
    public override string? Run(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        (UnionFileSystem engine, ModelFileSystem model) = world.Current;
        Snapshot now = engine.Snapshot();
        Layer diff = now.Diff();
        ModelLayer read = ModelLayer.Read(diff);
        LayerStack whole = engine.Layers.Push(diff);
        ModelInode root = model.Mount.Root;
        string state = ModelTreeText.Of(root);

        string? difference = Differs("the definition of stack + diff", state, ModelTreeText.Of(Merged(world, [.. model.Layers, read])))
            ?? Differs("stack + diff", whole, root)
            ?? Differs("squash(stack + diff)", LayerStack.Empty.WithNames(world.Names).Push(whole.Squash()), root)
            ?? Differs("squash(stack + diff), ordinal", LayerStack.Empty.Push(whole.Squash()), root)
            ?? Differs("the snapshot as a layer", LayerStack.Empty.WithNames(world.Names).Push(now.ToLayer()), root)
            ?? Differs("the snapshot as an ordinal layer", LayerStack.Empty.Push(now.ToLayer()), root)
            ?? Differs("the merged layers + diff, ordinal", LayerStack.FromBottom(new Snapshot(engine.Layers).ToLayer(), diff), root)
            ?? CheckChanges(now, diff, state, ModelTreeText.Of(model.Origin));
        if (difference is not null) return difference;

        if (world.Lives[Other] is { } other)
        {
            ModelInode expected = Merged(world, [.. other.Model.Layers, read]);
            // KNOWN DIFFERENCE: a file that a diff moved keeps its number, and other layers may still have it at the old place.
            if (Differs("the diff over other layers", other.Engine.Layers.Push(diff), expected, Twins.Any) is { } elsewhere) return elsewhere;
        }
        if (!diff.IsEmpty) world.Context.Coverage.Hit("diff: not empty");
        if (Adopt && Differs("twins", whole, root) is null)
        {
            world.Context.Coverage.Hit("diff: adopted");
            world.Lives[Other] = new LivePair(new UnionFileSystem(whole, world.Context.Clock), new ModelFileSystem([.. model.Layers, read], world.Context));
            world.SwitchTo(world.Lives[Other]!);
        }
        return null;
    }

    private static string? CheckChanges(Snapshot now, Layer diff, string state, string origin)
    {
        if (!now.DiffFrom(now).IsEmpty || now.GetChangesFrom(now).Count > 0) return "a state differs from itself";
        if (diff.IsEmpty && state != origin) return "the diff is empty, and yet the state is another";
        IReadOnlyList<Change> changes = now.GetChanges();
        if (changes.Count == 0 && state != origin) return "no changes, and yet the state is another" + ModelTreeText.FirstDifference(origin, state);
        if (diff.IsEmpty && changes.Count > 0) return "an empty diff, and yet changes: " + string.Join("; ", changes);
        return null;
    }

    private static ModelInode Merged(World world, ModelLayer[] layers) => 
        ModelMerge.Merge(layers, new ModelContext(world.Context.Clock, new Coverage()) { IgnoreCase = world.Context.IgnoreCase });

    private static string? Differs(string what, LayerStack stack, ModelInode expected, Twins twins = Twins.None) =>
        new TreeComparison(new Snapshot(stack).Posix, numbers: null, twins).Compare(expected) is { } difference ? $"{what}: {difference}" : null;

    private static string? Differs(string what, string expected, string actual) =>
        ModelTreeText.FirstDifference(expected, actual) is { } difference ? $"{what}: {difference}" : null;

    public override string ToString() => $"diff, also over f{Other}{(Adopt ? ", go on there" : "")}";
}

/// <summary>What leads from one snapshot to another, put over the first as a layer, gives the second.</summary>
public sealed record DiffSnapshotsCommand(int Before, int After) : Command
{
    public override string? Run(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (world.Snapshots[Before] is not { } before || world.Snapshots[After] is not { } after) return null;
        Layer diff = after.Engine.DiffFrom(before.Engine);
        LayerStack stack = LayerStack.FromBottom(before.Engine.ToLayer(), diff).WithNames(world.Names);
        world.Context.Coverage.Hit("diff: between snapshots");
        return new TreeComparison(new Snapshot(stack).Posix, numbers: null).Compare(after.Model.Mount.Root) is { } difference ? $"snapshot + diff: {difference}" : null;
    }

    public override string ToString() => $"diff from s{Before} to s{After}";
}
