namespace UnionFs.Model.Tests;

/// <summary>One call of a thread, what it gave, and its place in real time.</summary>
internal sealed class ThreadCall(Operation operation, int delay)
{
    internal Operation Operation => operation;

    /// <summary>Turns of the processor before it.</summary>
    internal int Delay => delay;

    internal long Began { get; set; }

    internal long Ended { get; set; }

    internal object Result { get; set; } = "";

    internal bool Overlaps(ThreadCall other) => Began < other.Ended && other.Began < Ended;

    public override string ToString() => $"[{Began}..{Ended}] {operation} -> {Result}";
}

/// <summary>The search for an order of all calls (Wing and Gong, with the states seen remembered as Lowe does).</summary>
internal sealed class Linearization(ThreadCall[][] calls, UnionFileSystem left, ModelContext context)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    internal bool Exists(ModelFileSystem start) => Search(new int[calls.Length], start, start.Snapshot());

    private bool Search(int[] next, ModelFileSystem state, ModelSnapshot first)
    {
        if (Enumerable.Range(0, calls.Length).All(thread => next[thread] == calls[thread].Length))
            return new TreeComparison(left.Posix, numbers: null).Compare(state.Mount.Root) is null;
        if (!_seen.Add(string.Join(',', next) + ModelTreeText.Of(state.Mount.Root))) return false;

        // What began after another had ended cannot come before it.
        long horizon = Enumerable.Range(0, calls.Length).Where(thread => next[thread] < calls[thread].Length).Min(thread => calls[thread][next[thread]].Ended);
        for (int thread = 0; thread < calls.Length; thread++)
        {
            if (next[thread] == calls[thread].Length) continue;
            ThreadCall call = calls[thread][next[thread]];
            if (call.Began > horizon) continue;
            ModelFileSystem after = state.Snapshot().Fork(context);
            if (!call.Operation.Explains(after, first, call.Result)) continue;
            int[] further = [.. next];
            further[thread]++;
            if (Search(further, after, first)) return true;
        }
        return false;
    }
}
