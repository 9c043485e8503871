namespace UnionFs.SystemIO.Tests.Contract;

/// <summary>Each case runs on System.IO over a real directory and on a union: value, exception, HResult, message and the tree left behind are the same.</summary>
public class ContractTests
{
    private static readonly Dictionary<string, Func<World, object?>> All = Cases.All();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_OnAUnion_DoesWhatSystemIoDoes(string name)
    {
        (string expected, string root) = OnHost(name);
        using World union = World.Union(root);
        string actual = Of(union, name);
        if (!Cases.Different.TryGetValue(name, out (string Reason, string Outcome) difference))
        {
            Assert.Equal(expected, actual);
            return;
        }
        Assert.NotEqual(expected, actual); // else the list is out of date
        Assert.StartsWith(difference.Outcome, actual, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_OnPurpose_AreCasesThatExist() => Assert.Empty(Cases.Different.Keys.Except(All.Keys));

    private static (string Outcome, string Root) OnHost(string name)
    {
        using World real = World.Real();
        return (Of(real, name), real.Root);
    }

    private static string Of(World world, string name) => Outcome.Of(world, All[name]) + "\n" + Outcome.Tree(world);
}
