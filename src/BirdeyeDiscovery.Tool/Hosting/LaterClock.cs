namespace BirdeyeDiscovery.Tool;

/// <summary>
/// The tool's clock tells the time of another clock, but never one before a given time. The time of the generated market runs ahead of that
/// of this host, and what a person does now follows the cycles that are stored already.
/// </summary>
internal sealed class LaterClock(TimeProvider clock) : TimeProvider
{
    private long _least;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        var now = clock.GetUtcNow();
        var least = Volatile.Read(ref _least);
        return now.UtcTicks < least ? new DateTimeOffset(least, TimeSpan.Zero) : now;
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets the time before which the tool's clock never is.</summary>
    public void StartAfter(DateTimeOffset time) => Volatile.Write(ref _least, time.UtcTicks + TimeSpan.TicksPerMillisecond);
}
