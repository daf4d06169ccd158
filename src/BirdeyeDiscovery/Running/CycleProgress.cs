namespace BirdeyeDiscovery;

/// <summary>A running cycle.</summary>
/// <param name="CycleTimestamp">The cycle's time, its identity.</param>
/// <param name="Phase">Where it is.</param>
/// <param name="Done">How many tokens (in <see cref="CyclePhase.Trending"/>: pages) of the phase are done.</param>
/// <param name="Total">Of how many.</param>
/// <param name="ApiCalls">How many requests were sent so far.</param>
/// <param name="ComputeUnits">What they cost so far.</param>
public sealed record CycleProgress(DateTimeOffset CycleTimestamp, CyclePhase Phase, int Done, int Total, int ApiCalls, long ComputeUnits);
