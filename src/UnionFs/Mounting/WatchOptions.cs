namespace UnionFs;

/// <summary>What a <see cref="ChangeFeed"/> tells, and how much it keeps for a slow reader.</summary>
public sealed record WatchOptions
{
    /// <summary>What <see cref="Capacity"/> is unless told.</summary>
    public const int DefaultCapacity = 1024;

    /// <summary>Everything below the path (as unless told), or only the path itself and its direct entries.</summary>
    public bool Recursive { get; init; } = true;

    /// <summary>
    /// How many events wait for the reader, at least 1. Where one more comes an overflow takes the next place, and further ones are dropped
    /// until the reader has taken the overflow.
    /// </summary>
    public int Capacity { get; init; } = DefaultCapacity;

    /// <summary>
    /// Which events to keep, after the path has been looked at; all if null. Called by the writer under the file system's lock: it must be
    /// quick and must not change the file system. One that throws ends the feed, and the reader gets the exception.
    /// </summary>
    public Func<FileChange, bool>? Filter { get; init; }
}
