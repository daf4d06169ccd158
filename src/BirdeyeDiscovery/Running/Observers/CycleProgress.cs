namespace BirdeyeDiscovery;

/// <summary>A running cycle.</summary>
/// <param name="cycleTimestamp">The time of the cycle, which is its identity.</param>
/// <param name="phase">The current phase.</param>
/// <param name="done">The number of tokens (in <see cref="CyclePhase.Trending"/>: pages) of the phase that are done.</param>
/// <param name="total">The total number of tokens or pages of the phase.</param>
/// <param name="apiCalls">The number of requests sent so far.</param>
/// <param name="computeUnits">The cost of these requests so far.</param>
public sealed class CycleProgress(DateTimeOffset cycleTimestamp, CyclePhase phase, int done, int total, int apiCalls, long computeUnits)
{
    /// <summary>Gets the time of the cycle, which is its identity.</summary>
    public DateTimeOffset CycleTimestamp { get; } = cycleTimestamp;

    /// <summary>Gets the current phase.</summary>
    public CyclePhase Phase { get; } = phase;

    /// <summary>Gets the number of tokens (in <see cref="CyclePhase.Trending"/>: pages) of the phase that are done.</summary>
    public int Done { get; } = done;

    /// <summary>Gets the total number of tokens or pages of the phase.</summary>
    public int Total { get; } = total;

    /// <summary>Gets the number of requests sent so far.</summary>
    public int ApiCalls { get; } = apiCalls;

    /// <summary>Gets the cost of these requests so far.</summary>
    public long ComputeUnits { get; } = computeUnits;
}
