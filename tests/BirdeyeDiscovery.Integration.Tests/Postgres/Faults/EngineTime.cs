namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The machine's clock, which tests move forward: cycles come due at once, while leases and timers run in real time. A wrong clock is one that is set.</summary>
internal sealed class EngineTime : TimeProvider
{
    private long _passed;
    private long _off;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _passed) + Interlocked.Read(ref _off));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _passed);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    /// <summary>Sets the clock wrong by a difference, or right again; no time passes.</summary>
    public void Set(TimeSpan off) => Interlocked.Exchange(ref _off, off.Ticks);
}
