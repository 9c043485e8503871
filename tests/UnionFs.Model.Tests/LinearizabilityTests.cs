using System.Globalization;
using Xunit.Abstractions;

namespace UnionFs.Model.Tests;

/// <summary>
/// Whatever the schedule, there is an order of all calls that respects real time (what ended before another began comes first), in which
/// the sequential model gives the very answers that the threads got, and the tree that was left (Herlihy and Wing). Snapshots, forks, commits,
/// restores and batches are calls like any other. UNIONFS_HISTORIES=n runs so many; UNIONFS_SEED=n begins there (a schedule cannot be replayed).
/// </summary>
public class LinearizabilityTests(ITestOutputHelper output)
{
    private const int CallsOfAThread = 4;

    private static readonly LayerPlan[] Layers =
    [
        new([new(LayerItemKind.File, "/a", "one", Metadata.DefaultFile), new(LayerItemKind.HardLink, "/d/a", "/a", Metadata.DefaultFile)]),
        new([new(LayerItemKind.File, "/d/b", "two", Metadata.DefaultFile)]),
    ];

    [Fact]
    public void Histories_OfTwoToEightThreads_AreLinearizable()
    {
        int first = Number("UNIONFS_SEED", 1);
        int histories = Number("UNIONFS_HISTORIES", 1500);
        int overlapping = 0;
        for (int seed = first; seed < first + histories; seed++)
        {
            var random = new Random(seed);
            int threads = random.Next(8) == 0 ? random.Next(3, 9) : 2;
            int each = threads > 4 ? 2 : CallsOfAThread;
            var start = new World(Layers, new ModelContext(new ManualClock(), new Coverage()));
            ThreadCall[][] calls = [.. Enumerable.Range(0, threads).Select(_ =>
                Enumerable.Range(0, each).Select(_ => new ThreadCall(Operations.Next(random), random.Next(200))).ToArray())];
            UnionFileSystem engine = start.Current.Engine;
            Run(engine, calls);

            if (!new Linearization(calls, engine, start.Context).Exists(start.Current.Model))
                Assert.Fail($"seed {seed}: no order explains\n{string.Join('\n', calls.SelectMany((own, thread) => own.Select(call => $"thread {thread}: {call}")))}");
            if (calls.SelectMany((own, thread) => own.Select(call => (thread, call)))
                .Any(one => calls.Where((_, thread) => thread != one.thread).Any(other => other.Any(one.call.Overlaps)))) overlapping++;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{histories:N0} histories, {overlapping:N0} of them with calls at the same time"));
        Assert.True(overlapping > histories / 50, $"{overlapping} of {histories} histories had calls at the same time");
    }

    private static void Run(UnionFileSystem engine, ThreadCall[][] calls)
    {
        Snapshot first = engine.Snapshot();
        long clock = 0;
        int arrived = 0;
        Exception? failure = null;
        Thread[] threads = [.. calls.Select(own => new Thread(() =>
        {
            try
            {
                Interlocked.Increment(ref arrived);
                SpinWait.SpinUntil(() => Volatile.Read(ref arrived) == calls.Length);
                foreach (ThreadCall call in own)
                {
                    Thread.SpinWait(call.Delay);
                    call.Began = Interlocked.Increment(ref clock);
                    call.Result = call.Operation.Run(engine, first);
                    call.Ended = Interlocked.Increment(ref clock);
                }
            }
            catch (Exception error)
            {
                Volatile.Write(ref failure, error);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        if (failure is not null) throw new InvalidOperationException("a call threw", failure);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
