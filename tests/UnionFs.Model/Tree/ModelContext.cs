namespace UnionFs.Model;

/// <summary>What all file systems of one run share: the clock, the numbering of inodes, the counters.</summary>
public sealed class ModelContext(ManualClock clock, Coverage coverage)
{
    private long _lastId;

    public ManualClock Clock { get; } = clock;

    public Coverage Coverage { get; } = coverage;

    /// <summary>Whether names that differ in case alone are one.</summary>
    public bool IgnoreCase { get; init; }

    public UnixTime Now => UnixTime.From(Clock.GetUtcNow());

    public long NextId() => ++_lastId;
}
