using System.IO.Abstractions;
using System.IO.Abstractions.TestingHelpers;
using UnionFs.SystemIO.Tests.Contract;
using Xunit.Abstractions;

namespace UnionFs.SystemIO.Tests.Coverage;

/// <summary>Whether the cases call every member, as measured: on System.IO and here. And how another file system in memory does in the same cases.</summary>
public class CoverageTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryMember_OfTheInterfaces_IsCalledByACaseOnBoth()
    {
        var real = new Recorder();
        var union = new Recorder();
        int cases = 0, mockAgrees = 0;
        foreach ((string name, Func<World, object?> run) in Cases.All())
        {
            string root, expected;
            using (World world = World.Real(real.One<IFileSystem>)) (root, expected) = (world.Root, Of(world, run, real));
            using (World world = World.Union(root, union.One<IFileSystem>)) _ = Of(world, run, union);
            cases++;
            if (expected == OfMock(root, run)) mockAgrees++;
        }
        string[] members = [.. from type in Members.Interfaces from method in Members.Of(type) select Members.Name(type, method)];
        output.WriteLine($"{members.Length} members of {Members.Interfaces.Count} interfaces in {cases} cases; a union agrees but for {Cases.Different.Count} on purpose, MockFileSystem in {mockAgrees}.");
        Assert.Empty(members.Except(real.Seen));
        Assert.Empty(members.Except(union.Seen));
        Assert.True(members.Length > 400, "The interfaces are not found.");
    }

    private static string Of(World world, Func<World, object?> run, Recorder recorder)
    {
        recorder.IsOn = true;
        string outcome = Outcome.Of(world, run);
        recorder.IsOn = false;
        return outcome;
    }

    /// <summary>For information alone: whatever goes wrong counts as one that differs.</summary>
    private static string OfMock(string root, Func<World, object?> run)
    {
        try
        {
            using World world = World.Other(new MockFileSystem(), root);
            return Outcome.Of(world, run);
        }
        catch (Exception e)
        {
            return Outcome.Show(e);
        }
    }
}
