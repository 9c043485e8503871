namespace UnionFs.Oci.Tests.Registry;

/// <summary>The system's clock, but waiting takes no time; what was waited for is written down.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private readonly List<TimeSpan> _waits = [];
    private TimeSpan _ahead;

    internal IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits) return [.. _waits];
        }
    }

    /// <summary>Lets time pass.</summary>
    internal void Advance(TimeSpan time) => _ahead += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_waits) _waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
