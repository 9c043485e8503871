namespace UnionFs.Posix.Tests.Running;

/// <summary>The union's clock: it stands still within a step, so that what a step touched shows.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    internal void Advance() => _now += TimeSpan.FromTicks(12_345_678);
}
