namespace BirdeyeDiscovery.Storage;

/// <summary>The clock of the waits for a store: leases and pauses before another attempt are real time, however fast the clock of the schedule runs.</summary>
/// <remarks>A host needs none. Tests of a store register one of their own, as a singleton and before the engine.</remarks>
public sealed class StoreClock
{
    /// <summary>Initializes a new instance of the <see cref="StoreClock"/> class.</summary>
    /// <param name="time">The time; a host's is the system's.</param>
    public StoreClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Time = time;
    }

    /// <summary>Gets the time.</summary>
    public TimeProvider Time { get; }
}
