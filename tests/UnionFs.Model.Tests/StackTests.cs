using FsCheck;
using FsCheck.Xunit;

namespace UnionFs.Model.Tests;

/// <summary>The laws of stacks, on random layers.</summary>
[Properties(MaxTest = StackLaws.Stacks, Arbitrary = [typeof(Arbitraries)], QuietOnSuccess = true, Replay = StackLaws.Replay)]
public class StackTests : StackLaws;

/// <summary>The laws of stacks that ignore case, on random layers with names that collide.</summary>
[Properties(MaxTest = StackLaws.Stacks, Arbitrary = [typeof(FoldingArbitraries)], QuietOnSuccess = true, Replay = StackLaws.Replay)]
public class FoldingStackTests : StackLaws;

/// <summary>The algebra of stacks: the engine's merge is the definition's, however it is grouped or edited.</summary>
public abstract class StackLaws
{
    public const int Stacks = 1000;

    /// <summary>The same layers every time; the long runs of scripts look for new ones.</summary>
    public const string Replay = "(20,21)";

    [Property]
    public void Merge_RandomLayers_IsTheDefinitions(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        AssertSame(new TreeComparison(new Snapshot(stack).Posix, new InodeNumbersSeen()).Compare(Merged(models, plan.IgnoreCase)));
    }

    [Property]
    public void Squash_WholeStackAlone_IsTheMerge(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        AssertView(LayerStack.Empty.WithNames(stack.Names).Push(stack.Squash()), models);
    }

    [Property]
    public void Squash_AnyAdjacentPart_LeavesTheMergeAsItIs(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        Layer[] layers = [.. stack.Reverse()];
        for (int from = 0; from < layers.Length; from++)
        {
            for (int to = from + 1; to <= layers.Length; to++)
            {
                Layer squashed = LayerStack.FromBottom(layers[from..to]).WithNames(stack.Names).Squash();
                AssertView(LayerStack.FromBottom([.. layers[..from], squashed, .. layers[to..]]).WithNames(stack.Names), models);
                AssertRead(squashed, models[from..to], models, from, to, plan.IgnoreCase);
            }
        }
    }

    [Property]
    public void ToLayer_Alone_IsTheState(LayerStackPlan plan)
    {
        (LayerStack stack, ModelLayer[] models) = Build(plan);
        Layer layer = new Snapshot(stack).ToLayer();
        AssertView(LayerStack.Empty.WithNames(stack.Names).Push(layer), models);
        Assert.DoesNotContain(layer.Entries(), entry => entry.Kind == NodeKind.Whiteout);
    }

    [Property]
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

    [Property]
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
        return (LayerStack.FromBottom(built.Select(pair => pair.Layer)).WithNames(plan.IgnoreCase ? NameComparison.IgnoreCase : NameComparison.Ordinal), [.. built.Select(pair => pair.Model)]);
    }

    private static ModelInode Merged(IEnumerable<ModelLayer> models, bool ignoreCase) =>
        ModelMerge.Merge(models, new ModelContext(new ManualClock(), new Coverage()) { IgnoreCase = ignoreCase });

    private static void AssertView(LayerStack stack, IEnumerable<ModelLayer> models) =>
        AssertSame(new TreeComparison(new Snapshot(stack).Posix, numbers: null, Twins.Any).Compare(Merged(models, stack.Names == NameComparison.IgnoreCase)));

    /// <summary>What the squashed layer says, read by the definition and put in the place of its parts, gives the same view.</summary>
    private static void AssertRead(Layer squashed, ModelLayer[] parts, ModelLayer[] models, int from, int to, bool ignoreCase)
    {
        ModelLayer read = ModelLayer.Read(squashed);
        string expected = ModelTreeText.Of(Merged(models, ignoreCase));
        string actual = ModelTreeText.Of(Merged([.. models[..from], read, .. models[to..]], ignoreCase));
        AssertSame(ModelTreeText.FirstDifference(expected, actual));
        AssertSame(ModelTreeText.FirstDifference(ModelTreeText.Of(Merged(parts, ignoreCase)), ModelTreeText.Of(Merged([read], ignoreCase))));
    }

    private static void AssertSame(string? difference) => Assert.True(difference is null, difference);
}
