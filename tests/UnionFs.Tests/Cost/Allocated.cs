namespace UnionFs.Tests.Cost;

/// <summary>Counts the bytes that this thread allocates.</summary>
internal static class Allocated
{
    /// <summary>
    /// Bytes one call allocates, once warm: the least of three calls. How names hash differs from process to process, and with it the call in which a
    /// directory's table or index is made.
    /// </summary>
    internal static long By(Action action)
    {
        action();
        action();
        return Math.Min(Once(action), Math.Min(Once(action), Once(action)));
    }

    /// <summary>Bytes this one call allocates. Its code must have run before.</summary>
    internal static long Once(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Whether what is prepared for a number of things costs in proportion: linear is 4, with a logarithm 5; square is 16.</summary>
    internal static void AssertNotSquare(Func<int, Action> prepare)
    {
        prepare(100)();
        (long few, long many) = (Once(prepare(1000)), Once(prepare(4000)));
        Assert.True(many < 8 * few, $"{few} bytes for 1000, {many} for 4000");
    }
}
