namespace UnionFs;

/// <summary>
/// A point in time as file systems keep it: whole seconds since 1970-01-01 UTC and nanoseconds within the second.
/// Wider than <see cref="DateTime"/>, so that what an archive says survives exactly.
/// </summary>
public readonly record struct UnixTime : IComparable<UnixTime>
{
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>A time of <paramref name="seconds"/> and <paramref name="nanoseconds"/> (0 to 999,999,999).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nanoseconds"/> is outside the second.</exception>
    public UnixTime(long seconds, int nanoseconds = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nanoseconds, 999_999_999);
        Seconds = seconds;
        Nanoseconds = nanoseconds;
    }

    /// <summary>Seconds since 1970-01-01T00:00:00Z; negative before.</summary>
    public long Seconds { get; }

    /// <summary>Nanoseconds within the second, 0 to 999,999,999.</summary>
    public int Nanoseconds { get; }

    /// <summary>The time of <paramref name="value"/>, to its 100 ns.</summary>
    public static UnixTime From(DateTimeOffset value)
    {
        long ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        (long seconds, long rest) = Math.DivRem(ticks, TicksPerSecond);
        if (rest < 0)
        {
            seconds--;
            rest += TicksPerSecond;
        }
        return new UnixTime(seconds, (int)rest * 100);
    }

    /// <summary>This time as .NET keeps it: cut to 100 ns, and clamped to the years 1 to 9999.</summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        Int128 ticks = (Int128)Seconds * TicksPerSecond + Nanoseconds / 100 + DateTimeOffset.UnixEpoch.Ticks;
        long clamped = (long)Int128.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks);
        return new DateTimeOffset(clamped, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public int CompareTo(UnixTime other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>`seconds.nanoseconds`, nine digits.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Seconds}.{Nanoseconds:D9}");

    /// <summary>Earlier than.</summary>
    public static bool operator <(UnixTime left, UnixTime right) => left.CompareTo(right) < 0;
    /// <summary>Earlier than or equal.</summary>
    public static bool operator <=(UnixTime left, UnixTime right) => left.CompareTo(right) <= 0;
    /// <summary>Later than.</summary>
    public static bool operator >(UnixTime left, UnixTime right) => left.CompareTo(right) > 0;
    /// <summary>Later than or equal.</summary>
    public static bool operator >=(UnixTime left, UnixTime right) => left.CompareTo(right) >= 0;
}
