namespace UnionFs.SystemIO.Watching;

/// <summary>How many watchers of one adapter are at work.</summary>
internal sealed class WatcherCount
{
    private int _count;

    internal bool IsAny => Volatile.Read(ref _count) > 0;

    internal void Add() => Interlocked.Increment(ref _count);

    internal void Remove() => Interlocked.Decrement(ref _count);
}
