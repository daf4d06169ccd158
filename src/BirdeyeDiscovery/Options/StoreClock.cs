namespace BirdeyeDiscovery;

/// <summary>The time in which the store lives: leases and waits for a server are real time, however fast the clock of the schedule runs.</summary>
/// <param name="Time">The clock; a host's is the system's, a test may bring its own.</param>
internal sealed record StoreClock(TimeProvider Time);
