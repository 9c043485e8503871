namespace UnionFs.Tests.Live;

/// <summary>Whoever follows the events knows the whole file system. `UNIONFS_SCRIPTS=n` runs n random lives, `UNIONFS_SEED=n` begins at that seed.</summary>
public class ChangeFeedMirrorTests
{
    private const int Steps = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mirror_KeptFromEventsAlone_IsTheTreeAfterEveryStep(bool ignoreCase)
    {
        int first = Number("UNIONFS_SEED", 1);
        int count = Number("UNIONFS_SCRIPTS", 500);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int seed = first; seed < first + count; seed++)
            if (Run(seed, ignoreCase, seen) is { } wrong) Assert.Fail($"seed {seed}: {wrong}");
        if (count < 500) return;
        // A generator that never gets there proves nothing.
        foreach (FileChangeKind kind in Enum.GetValues<FileChangeKind>())
        {
            if (kind == FileChangeKind.Overflow) continue;
            Assert.True(seen.GetValueOrDefault($"{kind}") > 100, $"{kind}: {seen.GetValueOrDefault($"{kind}")}");
            if (kind != FileChangeKind.Exchanged) Assert.True(seen.GetValueOrDefault($"restored {kind}") > 20, $"restored {kind}");
        }
    }

    private static string? Run(int seed, bool ignoreCase, Dictionary<string, int> seen)
    {
        using var script = new RandomLife(seed, ignoreCase);
        using ChangeFeed feed = script.FileSystem.Watch("/", new WatchOptions { Capacity = 10_000 });
        var mirror = new ChangeMirror(script.FileSystem);
        for (int step = 0; step < Steps; step++)
        {
            bool isRestored = script.Step();
            var changes = new List<FileChange>();
            while (feed.TryRead(out FileChange change))
            {
                changes.Add(change);
                string name = (isRestored ? "restored " : "") + change.Kind;
                seen[name] = seen.GetValueOrDefault(name) + 1;
            }
            if (mirror.Apply(script.FileSystem, changes, isRestored) is { } wrong)
                return $"{wrong}\n{string.Join('\n', script.Log)}\nevents of the last step:\n{string.Join('\n', changes)}";
        }
        return null;
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int number) ? number : otherwise;
}
