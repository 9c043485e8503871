using System.Collections.Concurrent;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.Posix.Tests.Running;

/// <summary>Runs scripts on threads of their own, as many as there are processors; none goes on after a failure.</summary>
internal static class Workers
{
    private const int MaxWorkers = 8;

    /// <summary>What failed first, made smaller and in words; null if nothing did.</summary>
    internal static string? Run(RealDirectory directory, IReadOnlyList<Script> scripts, Coverage coverage) =>
        Run(directory, scripts.Count, i => scripts[i], coverage);

    internal static string? Run(RealDirectory directory, int count, Func<int, Script> script, Coverage coverage)
    {
        var failures = new ConcurrentQueue<string>();
        int next = -1;
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(Math.Min(Environment.ProcessorCount, MaxWorkers), count)).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return failures.TryPeek(out string? first) ? first : null;

        void Work()
        {
            var mine = new Coverage();
            try
            {
                Jail.Isolate();
                var runner = new ScriptRunner(directory, mine);
                while (failures.IsEmpty && Interlocked.Increment(ref next) is var i && i < count)
                    if (Failure(runner, script(i)) is { } failure) failures.Enqueue(failure);
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                failures.Enqueue(thrown.ToString());
            }
            lock (coverage) coverage.Add(mine);
        }
    }

    private static string? Failure(ScriptRunner runner, Script script)
    {
        if (Outcome(runner, script) is null) return null;
        Script small = ScriptShrinker.Minimize(script, candidate => Outcome(runner, candidate) is not null);
        return Script.Shorten($"{Outcome(runner, small) ?? "not again: " + Outcome(runner, script)}\n{small}");
    }

    private static string? Outcome(ScriptRunner runner, Script script)
    {
        try
        {
            return runner.FirstDifference(script);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return $"thrown {thrown}";
        }
    }
}
