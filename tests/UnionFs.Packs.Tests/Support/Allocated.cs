namespace UnionFs.Packs.Tests.Support;

/// <summary>Counts the bytes that this thread allocates.</summary>
internal static class Allocated
{
    /// <summary>Bytes one call allocates, once warm.</summary>
    internal static long By(Action action)
    {
        action();
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
