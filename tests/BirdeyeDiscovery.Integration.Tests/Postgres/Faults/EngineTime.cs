namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The machine's clock with a wall time that tests move forward: cycles come due at once, while leases and timers run in real time.</summary>
internal sealed class EngineTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
