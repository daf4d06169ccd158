namespace BirdeyeDiscovery;

/// <summary>What the engine's run monitor knows of its runs.</summary>
/// <param name="HasEnded">Whether a run has ended.</param>
/// <param name="Silence">The time since the running run started, or since the last one ended, or since the engine was created.</param>
/// <param name="IsRunning">Whether a run is in progress.</param>
/// <param name="Patience">How long nothing may happen; null before the first run.</param>
/// <param name="Failure">Why the last run failed; null when it did not.</param>
internal readonly record struct RunFacts(bool HasEnded, TimeSpan Silence, bool IsRunning, TimeSpan? Patience, string? Failure);
