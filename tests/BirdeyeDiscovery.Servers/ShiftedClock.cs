namespace BirdeyeDiscovery.Servers;

/// <summary>The real clock of a host that is set wrong, with a counter that began elsewhere too.</summary>
public sealed class ShiftedClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(by.TotalSeconds * TimestampFrequency);
}
