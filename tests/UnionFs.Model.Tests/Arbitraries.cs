using FsCheck;
using FsCheck.Fluent;

namespace UnionFs.Model.Tests;

/// <summary>FsCheck's door to the project's own generators: a seed in, a script or a stack of layers out, with their shrinkers.</summary>
public static class Arbitraries
{
    public static Arbitrary<Script> Scripts() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => Script.FromSeed(seed)), ScriptShrinker.Shrink);

    public static Arbitrary<LayerStackPlan> Stacks() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => LayerStackPlan.FromSeed(seed)), LayerStackPlan.Shrink);
}

/// <summary>The same where case is ignored, with names that collide then.</summary>
public static class FoldingArbitraries
{
    public static Arbitrary<Script> Scripts() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => Script.FromSeed(seed, ignoreCase: true)), ScriptShrinker.Shrink);

    public static Arbitrary<LayerStackPlan> Stacks() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => LayerStackPlan.FromSeed(seed, ignoreCase: true)), LayerStackPlan.Shrink);
}

/// <summary>Some layers, bottom first, and a number to choose places in the stack by.</summary>
public sealed record LayerStackPlan(int Seed, IReadOnlyList<LayerPlan> Layers)
{
    public bool IgnoreCase { get; init; }

    public static LayerStackPlan FromSeed(int seed, bool ignoreCase = false)
    {
        var bytes = new byte[1024];
        new Random(seed).NextBytes(bytes);
        var words = new Words(new PlanReader(bytes), ignoreCase);
        var layers = new List<LayerPlan>();
        for (int count = 1 + words.Plan.Choose(5); count > 0; count--) layers.Add(LayerGenerator.Next(words));
        return new LayerStackPlan(seed, layers) { IgnoreCase = ignoreCase };
    }

    public static IEnumerable<LayerStackPlan> Shrink(LayerStackPlan plan) =>
        ScriptShrinker.Shrink(new Script("", plan.Layers, [], TimeSpan.Zero)).Select(script => plan with { Layers = script.Layers });

    public override string ToString() => $"seed {Seed}\n" + string.Join('\n', Layers.Select((layer, i) => $"  layer {i} from the bottom:\n    {layer}"));
}
