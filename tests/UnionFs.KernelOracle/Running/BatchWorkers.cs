using System.Collections.Concurrent;
using UnionFs.KernelOracle.Kernel;
using UnionFs.Posix.Tests.Running;
using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.KernelOracle.Running;

/// <summary>Runs batches on threads with mounts of their own; none goes on after a failure.</summary>
internal static class BatchWorkers
{
    private const int MaxWorkers = 8;
    private const int BatchSize = 50;

    /// <summary>What failed first, made smaller and in words; null if nothing did.</summary>
    internal static string? Run(OracleDirectory directory, MountOptions options, int count, Func<int, OracleScript> script, Coverage coverage)
    {
        var failures = new ConcurrentQueue<string>();
        int batches = (count + BatchSize - 1) / BatchSize;
        int next = -1;
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(Math.Min(Environment.ProcessorCount, MaxWorkers), batches)).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return failures.TryPeek(out string? first) ? first : null;

        void Work()
        {
            var worker = new Worker(directory.Root, options);
            try
            {
                MountCalls.Isolate();
                while (failures.IsEmpty && Interlocked.Increment(ref next) is var i && i < batches)
                {
                    int first = i * BatchSize;
                    if (worker.Failure([.. Enumerable.Range(first, Math.Min(BatchSize, count - first)).Select(script)]) is { } failure) failures.Enqueue(failure);
                }
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                failures.Enqueue(thrown.ToString());
            }
            lock (coverage) coverage.Add(worker.Coverage);
        }
    }

    private sealed class Worker(string root, MountOptions options)
    {
        internal Coverage Coverage { get; } = new();

        internal string? Failure(IReadOnlyList<OracleScript> scripts)
        {
            if (Run(scripts, Coverage) is not { } failure) return null;
            if (Alone(failure.Script) is null) return $"only among others: {failure.Difference}\n{failure.Script}";
            OracleScript small = ScriptShrinker.Minimize(failure.Script, candidate => Alone(candidate) is not null);
            return Script.Shorten($"{Alone(small) ?? "not again: " + failure.Difference}\n{small}");
        }

        private string? Alone(OracleScript script) => Run([script], new Coverage())?.Difference;

        private Failure? Run(IReadOnlyList<OracleScript> scripts, Coverage coverage)
        {
            try
            {
                return ScriptBatch.Run(root, options, scripts, coverage);
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                // Which one it was, each alone will tell.
                return scripts.Count == 1 ? new Failure(scripts[0], $"thrown {thrown}")
                    : scripts.Select(script => Run([script], coverage)).FirstOrDefault(failure => failure is not null) ?? new Failure(scripts[0], $"thrown among others {thrown}");
            }
        }
    }
}
