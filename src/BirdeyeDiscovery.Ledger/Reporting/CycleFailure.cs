namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a cycle that failed or was degraded.</summary>
/// <param name="cycleTimestamp">The time of the cycle.</param>
/// <param name="outcome">The outcome.</param>
/// <param name="error">The error, if one was stored.</param>
public sealed class CycleFailure(DateTimeOffset cycleTimestamp, CycleOutcome outcome, string? error)
{
    /// <summary>Gets the time of the cycle.</summary>
    public DateTimeOffset CycleTimestamp { get; } = cycleTimestamp;

    /// <summary>Gets the outcome.</summary>
    public CycleOutcome Outcome { get; } = outcome;

    /// <summary>Gets the error, if one was stored.</summary>
    public string? Error { get; } = error;
}
