namespace UnionFs.Tests.Cost;

/// <summary>Counts the bytes that this thread allocates.</summary>
internal static class Allocated
{
    /// <summary>Bytes one call allocates, once warm.</summary>
    internal static long By(Action action)
    {
        action();
        action();
        return Once(action);
    }

    /// <summary>Bytes this one call allocates. Its code must have run before.</summary>
    internal static long Once(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
