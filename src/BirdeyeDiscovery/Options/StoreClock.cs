namespace BirdeyeDiscovery.Storage;

/// <summary>
/// The clock of the waits for a store: leases and the pauses before a retry use real time, however fast the clock of the schedule runs.
/// </summary>
/// <remarks>A host does not need one. Tests of a store register their own, as a singleton and before the engine.</remarks>
public sealed class StoreClock
{
    /// <summary>Initializes a new instance of the <see cref="StoreClock"/> class.</summary>
    /// <param name="time">The time provider; a host uses the system's.</param>
    public StoreClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Time = time;
    }

    /// <summary>Gets the time provider.</summary>
    public TimeProvider Time { get; }
}
