namespace UnionFs.Mounting;

/// <summary>
/// The clock of a batch, whose changes become true in one moment anyway: it goes on in steps of 4 milliseconds, the tick of the kernel's file times
/// (ktime_get_coarse_real_ts64 at 250 Hz). What is made alike within a step shares one <see cref="Metadata"/>, 104 bytes a file.
/// </summary>
internal sealed class BatchClock(TimeProvider clock) : TimeProvider
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(4);

    private DateTimeOffset _last;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    /// <summary>Never later than the clock, never more than a step behind it. Callers hold the batch's lock.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now = clock.GetUtcNow();
        // A clock that was set back is followed.
        if (now - _last >= Step || now < _last) _last = now;
        return _last;
    }
}
