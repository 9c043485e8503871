using System.Globalization;
using Microsoft.Coyote;
using Microsoft.Coyote.SystematicTesting;
using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace UnionFs.Interleavings;

/// <summary>Runs a test under many schedules, each decided step by step. UNIONFS_SCHEDULES says how many.</summary>
internal static class Explorer
{
    private const int SchedulesAsARule = 300;
    private const uint Seed = 1;

    /// <summary>Fails the test with the first schedule that does.</summary>
    /// <param name="output">Told how many schedules there were.</param>
    /// <param name="world">Makes what the threads work on, anew for each schedule; gives the threads, and what must hold when all have ended.</param>
    internal static void Hold(ITestOutputHelper output, Func<(Action[] Threads, Action Check)> world)
    {
        TestReport report = Explore(world);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Schedules(report)} schedules, {report.TotalExploredFairSteps + report.TotalExploredUnfairSteps} steps, at most {report.MaxExploredFairSteps}"));
        Assert.True(report.NumOfFoundBugs == 0, string.Join('\n', report.BugReports));
        Assert.Empty(report.InternalErrors);
        Assert.True(Schedules(report) >= SchedulesAsARule / 2, "hardly any schedule was run");
    }

    /// <summary>Proves that what is wrong in the same way would be found.</summary>
    internal static void Refute(ITestOutputHelper output, Func<(Action[] Threads, Action Check)> world)
    {
        TestReport report = Explore(world);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"found in schedule {Schedules(report)}"));
        Assert.Equal(1, report.NumOfFoundBugs);
    }

    private static int Schedules(TestReport report) => report.NumOfExploredFairPaths + report.NumOfExploredUnfairPaths;

    private static TestReport Explore(Func<(Action[] Threads, Action Check)> world)
    {
        uint schedules = uint.Parse(Environment.GetEnvironmentVariable("UNIONFS_SCHEDULES") ?? $"{SchedulesAsARule}", CultureInfo.InvariantCulture);
        Configuration configuration = Configuration.Create().WithTestingIterations(schedules).WithRandomGeneratorSeed(Seed).WithTelemetryEnabled(false)
            // Told by a clock, which a busy machine deceives; a real one is known from all threads waiting.
            .WithPotentialDeadlocksReportedAsBugs(false);
        using TestingEngine engine = TestingEngine.Create(configuration, async () =>
        {
            (Action[] threads, Action check) = world();
            // Calls are rewritten, a method group would not be.
            await Task.WhenAll([.. threads.Select(thread => Task.Run(thread))]);
            check();
        });
        engine.Run();
        return engine.TestReport;
    }
}
