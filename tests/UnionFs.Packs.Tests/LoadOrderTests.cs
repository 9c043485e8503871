using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>In which order packs load.</summary>
public class LoadOrderTests
{
    private static readonly PackSet Abc = PackSet.Empty.AddRange([PackOf.Files("a", "f"), PackOf.Files("b", "f"), PackOf.Files("c", "f")]);

    private static string Order(PackSet packs) => string.Join(' ', packs.LoadOrder);

    private static string Winner(PackSet packs) => new Snapshot(packs.ToStack()).File.ReadAllText("/f");

    [Fact]
    public void Order_WithoutMore_IsAsAdded_AndTheLastWins() => Assert.Equal(("a b c", "c:f"), (Order(Abc), Winner(Abc)));

    [Fact]
    public void Order_ByPriority_KeepsEqualOnesAsAdded()
    {
        PackSet packs = Abc.Change("a", pack => pack with { Priority = 1 });
        Assert.Equal(("b c a", "a:f"), (Order(packs), Winner(packs)));
        Assert.Equal("c b a", Order(packs.Change("c", pack => pack with { Priority = -1 })));
        Assert.Equal("a b c", Order(Abc));
    }

    [Fact]
    public void Order_ByConstraints_MovesOnlyWhoMustWait()
    {
        Assert.Equal("b c a", Order(Abc.Change("a", pack => pack with { After = ["c"] })));
        Assert.Equal("b c a", Order(Abc.Change("c", pack => pack with { Before = ["a"] })));
        Assert.Equal("b a c", Order(Abc.Change("a", pack => pack with { After = ["b"] })));
        // A constraint is stronger than a priority, and a name that is not there says nothing.
        Assert.Equal("b c a", Order(Abc.Change("a", pack => pack with { Priority = -9, After = ["c", "missing"], Before = ["none"] })));
    }

    [Fact]
    public void Order_OfDisabledPacks_CountsNothing()
    {
        PackSet packs = Abc.Change("a", pack => pack with { After = ["c"] }).Disable("c");
        Assert.Equal(("a b", "b:f"), (Order(packs), Winner(packs)));
        Assert.Equal("b c a", Order(packs.Enable("c")));
        Assert.False(packs.IsEnabled("c"));
        Assert.Same(packs, packs.Disable("c"));
        Assert.Equal(3, packs.Count);
    }

    [Fact]
    public void Cycle_IsNamed_AndTheSetStaysAsItWas()
    {
        PackSet packs = Abc.Change("a", pack => pack with { After = ["b"] });
        var error = Assert.Throws<PackCycleException>(() => packs.Change("b", pack => pack with { After = ["a"] }));
        Assert.Equal("The load order has a cycle: a → b → a.", error.Message);
        Assert.Equal("b a c", Order(packs));

        PackSet off = packs.Disable("a").Change("b", pack => pack with { After = ["a"] });
        Assert.Throws<PackCycleException>(() => off.Enable("a"));
    }

    [Fact]
    public void Cycle_OfThree_IsNamedWithoutThoseBehindIt()
    {
        PackSet packs = PackSet.Empty.AddRange([PackOf.Files("behind") with { After = ["one"] }, PackOf.Files("one") with { After = ["three"] }, PackOf.Files("two") with { After = ["one"] }]);
        var error = Assert.Throws<PackCycleException>(() => packs.Add(PackOf.Files("three") with { After = ["two"], Before = ["behind"] }));
        Assert.Equal(["one", "two", "three"], error.Cycle);
        Assert.Equal("The load order has a cycle: one → two → three → one.", error.Message);
        Assert.Equal(["self"], Assert.Throws<PackCycleException>(() => PackSet.Empty.Add(PackOf.Files("self") with { After = ["self"] })).Cycle);
    }

    [Fact]
    public void Order_OfRandomConstraints_KeepsThem_AndIsTheFirstThatDoes()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(1, 8);
            Pack[] packs = [.. Enumerable.Range(0, count).Select(i => PackOf.Files($"p{i}") with
            {
                Priority = random.Next(2),
                After = [.. Enumerable.Range(0, count).Where(other => other != i && random.Next(8) == 0).Select(other => $"p{other}")],
            })];
            string? best = Best(packs);
            if (best is null) Assert.Throws<PackCycleException>(() => PackSet.Empty.AddRange(packs));
            else Assert.Equal(best, Order(PackSet.Empty.AddRange(packs)));
        }
    }

    [Fact]
    public void Edits_OfWhatIsNotThere_OrIsTwice_AreRefused()
    {
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => Abc.Remove("x")).Message, StringComparison.Ordinal);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Abc.Add(PackOf.Files("a"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Abc.AddRange([PackOf.Files("d"), PackOf.Files("d")]));
        Assert.Throws<ArgumentException>(() => Abc.Change("a", pack => pack with { Name = "b" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Abc.Move("a", 3));
        Assert.Equal("a2 b c", Order(Abc.Change("a", pack => pack with { Name = "a2" })));
    }

    [Fact]
    public void MoveAndRemove_ChangeTheOrder()
    {
        Assert.Equal("b c a", Order(Abc.Move("a", 2)));
        Assert.Equal("a c", Order(Abc.Remove("b")));
        Assert.Equal("b:f", Winner(Abc.Move("c", 0)));
    }

    /// <summary>The definition, tried on every order: of those that keep the constraints the first, place by place, in the plain order.</summary>
    private static string? Best(Pack[] packs)
    {
        Pack[] plain = [.. packs.OrderBy(pack => pack.Priority)];
        var order = new List<Pack>();
        while (order.Count < plain.Length)
        {
            Pack? next = plain.FirstOrDefault(pack => !order.Contains(pack) && pack.After.All(name => order.Exists(done => done.Name == name)));
            if (next is null) return null;
            order.Add(next);
        }
        return string.Join(' ', order);
    }
}
