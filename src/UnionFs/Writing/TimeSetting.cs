namespace UnionFs;

/// <summary>What utimensat does with one of the two times: a given time, now, or nothing.</summary>
public readonly record struct TimeSetting
{
    private enum Choice { Omit, Now, Given }

    private readonly Choice _choice;
    private readonly UnixTime _time;

    private TimeSetting(Choice choice, UnixTime time)
    {
        _choice = choice;
        _time = time;
    }

    /// <summary>Leave the time as it is (UTIME_OMIT).</summary>
    public static TimeSetting Omit => default;

    /// <summary>The file system's present time (UTIME_NOW).</summary>
    public static TimeSetting Now => new(Choice.Now, default);

    /// <summary>This time.</summary>
    public static TimeSetting At(UnixTime time) => new(Choice.Given, time);

    /// <summary>This time.</summary>
    public static implicit operator TimeSetting(UnixTime time) => At(time);

    internal bool IsOmit => _choice == Choice.Omit;

    internal bool IsNow => _choice == Choice.Now;

    internal UnixTime Resolve(UnixTime old, UnixTime now) => _choice switch
    {
        Choice.Omit => old,
        Choice.Now => now,
        _ => _time,
    };
}
