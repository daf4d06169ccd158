namespace BirdeyeDiscovery.Servers;

/// <summary>The real clock, which a test sets forward: for engines that wait for a real server, where a simulated clock would run away meanwhile.</summary>
public sealed class JumpingClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();
    private long _jumped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + new TimeSpan(GetTimestamp());

    public override long GetTimestamp() => System.GetElapsedTime(_began).Ticks + Interlocked.Read(ref _jumped);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, dueTime, period);

    public void AdvanceTo(DateTimeOffset time)
    {
        if (time - GetUtcNow() is var ahead && ahead > TimeSpan.Zero)
        {
            Interlocked.Add(ref _jumped, ahead.Ticks);
        }
    }
}
