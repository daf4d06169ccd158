namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The real clock, which a test lets pass faster, and which it sets wrong; its counter goes on while it is wrong.</summary>
internal sealed class SetClock : TimeProvider
{
    private long _passed;
    private long _off;

    /// <summary>Gets or sets how far the clock is ahead.</summary>
    public TimeSpan Off
    {
        get => new(Interlocked.Read(ref _off));
        set => Interlocked.Exchange(ref _off, value.Ticks);
    }

    /// <summary>Gets the same clock as it is when it is not set wrong: that of the market.</summary>
    public TimeProvider Right => new RightClock(this);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off + new TimeSpan(Interlocked.Read(ref _passed));

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _passed);

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    private sealed class RightClock(SetClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - clock.Off;
    }
}
