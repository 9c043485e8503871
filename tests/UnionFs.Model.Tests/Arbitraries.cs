using FsCheck;
using FsCheck.Fluent;

namespace UnionFs.Model.Tests;

/// <summary>FsCheck's door to the project's own generators: a seed in, a script or a stack of layers out, with their shrinkers.</summary>
public static class Arbitraries
{
    public static Arbitrary<Script> Scripts() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => Script.FromSeed(seed)), ScriptShrinker.Shrink);

    public static Arbitrary<LayerStackPlan> Stacks() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(LayerStackPlan.FromSeed), LayerStackPlan.Shrink);
}

/// <summary>Some layers, bottom first, and a number to choose places in the stack by.</summary>
public sealed record LayerStackPlan(int Seed, IReadOnlyList<LayerPlan> Layers)
{
    public static LayerStackPlan FromSeed(int seed)
    {
        var bytes = new byte[1024];
        new Random(seed).NextBytes(bytes);
        var words = new Words(new PlanReader(bytes));
        var layers = new List<LayerPlan>();
        for (int count = 1 + words.Plan.Choose(5); count > 0; count--) layers.Add(LayerGenerator.Next(words));
        return new LayerStackPlan(seed, layers);
    }

    public static IEnumerable<LayerStackPlan> Shrink(LayerStackPlan plan) =>
        ScriptShrinker.Shrink(new Script("", plan.Layers, [], TimeSpan.Zero)).Select(script => plan with { Layers = script.Layers });

    public override string ToString() => $"seed {Seed}\n" + string.Join('\n', Layers.Select((layer, i) => $"  layer {i} from the bottom:\n    {layer}"));
}
