using FsCheck;
using FsCheck.Xunit;

namespace UnionFs.Model.Tests;

/// <summary>The algebra of stacks, on random layers: the engine's merge is the definition's, however it is grouped or edited.</summary>
public class StackTests
{
    private const int Stacks = 1000;

    /// <summary>The same layers every time; the long runs of scripts look for new ones.</summary>
    private const string Replay = "(20,21)";

    [Property(MaxTest = Stacks, Arbitrary = [typeof(Arbitraries)], QuietOnSuccess = true, Replay = Replay)]
    public void Merge_RandomLayers_IsTheDefinitions(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        AssertSame(new TreeComparison(new Snapshot(stack).Posix, new InodeNumbersSeen()).Compare(Merged(models)));
    }

    [Property(MaxTest = Stacks, Arbitrary = [typeof(Arbitraries)], QuietOnSuccess = true, Replay = Replay)]
    public void Squash_WholeStackAlone_IsTheMerge(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        AssertView(LayerStack.Empty.Push(stack.Squash()), models);
    }

    [Property(MaxTest = Stacks, Arbitrary = [typeof(Arbitraries)], QuietOnSuccess = true, Replay = Replay)]
    public void Squash_AnyAdjacentPart_LeavesTheMergeAsItIs(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        Layer[] layers = [.. stack.Reverse()];
        for (int from = 0; from < layers.Length; from++)
        {
            for (int to = from + 1; to <= layers.Length; to++)
            {
                Layer squashed = LayerStack.FromBottom(layers[from..to]).Squash();
                AssertView(LayerStack.FromBottom([.. layers[..from], squashed, .. layers[to..]]), models);
                AssertRead(squashed, models[from..to], models, from, to);
            }
        }
    }

    [Property(MaxTest = Stacks, Arbitrary = [typeof(Arbitraries)], QuietOnSuccess = true, Replay = Replay)]
    public void ToLayer_Alone_IsTheState(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        Layer layer = new Snapshot(stack).ToLayer();
        AssertView(LayerStack.Empty.Push(layer), models);
        Assert.DoesNotContain(layer.Entries(), entry => entry.Kind == NodeKind.Whiteout);
    }

    [Property(MaxTest = Stacks, Arbitrary = [typeof(Arbitraries)], QuietOnSuccess = true, Replay = Replay)]
    public void DiffFrom_AnyPrefixOfTheStack_LeadsToTheWhole(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        var whole = new Snapshot(stack);
        Assert.True(whole.DiffFrom(whole).IsEmpty);
        Assert.Empty(whole.GetChangesFrom(new Snapshot(stack)));
        for (LayerStack below = stack; below.Count > 0;)
        {
            below = below.Pop();
            Layer diff = whole.DiffFrom(new Snapshot(below));
            AssertView(below.Push(diff), models);
        }
    }

    [Property(MaxTest = Stacks, Arbitrary = [typeof(Arbitraries)], QuietOnSuccess = true, Replay = Replay)]
    public void Edit_AnyPlace_IsTheListEdited(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        int count = models.Length;
        int one = plan.Seed % count;
        int two = plan.Seed / count % count;
        Layer another = stack[two];
        // Indexes count from the top, the model's list starts at the bottom.
        List<ModelLayer> Edited(Action<List<ModelLayer>> edit)
        {
            List<ModelLayer> list = [.. models];
            list.Reverse();
            edit(list);
            list.Reverse();
            return list;
        }
        ModelLayer anotherModel = models[count - 1 - two];
        ModelLayer oneModel = models[count - 1 - one];
        AssertView(stack.Pop(), models[..^1]);
        AssertView(stack.Push(another), [.. models, anotherModel]);
        AssertView(stack.Insert(one, another), Edited(list => list.Insert(one, anotherModel)));
        AssertView(stack.RemoveAt(one), Edited(list => list.RemoveAt(one)));
        AssertView(stack.Replace(one, another), Edited(list => list[one] = anotherModel));
        AssertView(stack.Move(one, two), Edited(list =>
        {
            list.RemoveAt(one);
            list.Insert(two, oneModel);
        }));
        AssertView(stack, models);
    }

    private static (LayerStack Stack, ModelLayer[] Models) Build(LayerStackPlan plan)
    {
        // A shrunk plan may have no layer left.
        IReadOnlyList<LayerPlan> plans = plan.Layers.Count > 0 ? plan.Layers : [new LayerPlan([])];
        (Layer Layer, ModelLayer Model)[] built = [.. plans.Select(layer => layer.Build())];
        return (LayerStack.FromBottom(built.Select(pair => pair.Layer)), [.. built.Select(pair => pair.Model)]);
    }

    private static ModelInode Merged(IEnumerable<ModelLayer> models) => ModelMerge.Merge(models, new ModelContext(new ManualClock(), new Coverage()));

    private static void AssertView(LayerStack stack, IEnumerable<ModelLayer> models) =>
        AssertSame(new TreeComparison(new Snapshot(stack).Posix, numbers: null, Twins.Any).Compare(Merged(models)));

    /// <summary>What the squashed layer says, read by the definition and put in the place of its parts, gives the same view.</summary>
    private static void AssertRead(Layer squashed, ModelLayer[] parts, ModelLayer[] models, int from, int to)
    {
        ModelLayer read = ModelLayer.Read(squashed);
        string expected = ModelTreeText.Of(Merged(models));
        string actual = ModelTreeText.Of(Merged([.. models[..from], read, .. models[to..]]));
        AssertSame(ModelTreeText.FirstDifference(expected, actual));
        AssertSame(ModelTreeText.FirstDifference(ModelTreeText.Of(Merged(parts)), ModelTreeText.Of(Merged([read]))));
    }

    private static void AssertSame(string? difference) => Assert.True(difference is null, difference);
}
