namespace BirdeyeDiscovery;

/// <summary>A running cycle.</summary>
/// <param name="CycleTimestamp">The time of the cycle, which is its identity.</param>
/// <param name="Phase">The current phase.</param>
/// <param name="Done">The number of tokens (in <see cref="CyclePhase.Trending"/>: pages) of the phase that are done.</param>
/// <param name="Total">The total number of tokens or pages of the phase.</param>
/// <param name="ApiCalls">The number of requests sent so far.</param>
/// <param name="ComputeUnits">The cost of these requests so far.</param>
public sealed record CycleProgress(DateTimeOffset CycleTimestamp, CyclePhase Phase, int Done, int Total, int ApiCalls, long ComputeUnits);
