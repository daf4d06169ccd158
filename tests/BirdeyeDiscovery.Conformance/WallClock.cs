namespace BirdeyeDiscovery.Conformance;

/// <summary>Another clock whose time of day is set wrong, or is set while it runs. Elapsed time and timers are those of the other clock.</summary>
internal sealed class WallClock(TimeProvider inner, TimeSpan off = default) : TimeProvider
{
    private long _off = off.Ticks;

    public static IReadOnlyList<TimeSpan> Offsets { get; } =
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(430), TimeSpan.FromDays(26_600),
    ];

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow().AddTicks(Interlocked.Read(ref _off));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets it wrong by a difference, or right again; no time passes.</summary>
    public void Set(TimeSpan off) => Interlocked.Exchange(ref _off, off.Ticks);
}
