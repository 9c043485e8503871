using UnionFs.Fuzz;
using UnionFs.Tests.Architecture;

namespace UnionFs.Tests.Fuzzing;

/// <summary>What a fuzzer once found stays found: every file under fuzz/regressions is replayed.</summary>
public class RegressionTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Replay_EveryRegression_IsFine(string name)
    {
        FuzzTarget target = FuzzTargets.Find(name)!;
        string folder = Repository.PathTo("fuzz", "regressions", name);
        if (!Directory.Exists(folder)) return;
        Assert.Empty(Directory.EnumerateFiles(folder)
            .Select(file => (File: Path.GetFileName(file), Failure: target.Try(File.ReadAllBytes(file))))
            .Where(replay => replay.Failure is not null)
            .Select(replay => $"{replay.File}: {replay.Failure}"));
    }

    [Fact]
    public void Folders_UnderRegressions_AreNamedForTargets() =>
        Assert.Empty(Directory.EnumerateDirectories(Repository.PathTo("fuzz", "regressions")).Select(Path.GetFileName)
            .Except(FuzzTargets.All.Select(target => target.Name)));
}
