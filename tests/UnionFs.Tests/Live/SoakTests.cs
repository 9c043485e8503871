using System.Diagnostics;
using System.Globalization;
using UnionFs.Tests.Cost;
using Xunit.Abstractions;

namespace UnionFs.Tests.Live;

/// <summary>
/// A long life under many threads: `UNIONFS_SOAK=600 dotnet test -c Release tests/UnionFs.Tests --filter Soak` runs so many seconds; each ordinary run has a short one.
/// </summary>
[Collection(AloneTests.Name)]
public class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public void Soak_WritersReadersSnapshotsRestores_NothingTornNothingLostNothingLeft()
    {
        double seconds = double.Parse(Environment.GetEnvironmentVariable("UNIONFS_SOAK") ?? "4", CultureInfo.InvariantCulture);
        var soak = new SoakRun();
        var since = Stopwatch.StartNew();
        var memory = new List<long>();
        // The same work each time, and then the same emptiness, so that what grows is a leak. The first rounds fill caches.
        while (memory.Count < 3 || since.Elapsed.TotalSeconds < seconds)
        {
            soak.Round();
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{since.Elapsed.TotalSeconds:F0} s, {memory.Count} rounds, {soak.Counts}; memory after a round: first {memory[0]:N0}, least {memory.Min():N0}, most {memory.Max():N0}, last {memory[^1]:N0} bytes"));
        soak.CheckAllWasDone();
        // What the second half has at its best is not more than what the first had.
        int half = memory.Count / 2;
        const int slack = 1 << 20;
        Assert.True(memory.Skip(half).Min() - memory.Take(Math.Max(1, half)).Min() < slack, "memory grows: " + string.Join(' ', memory));
    }
}
