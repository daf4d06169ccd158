namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a score with the time of its cycle.</summary>
/// <param name="cycleTimestamp">The time of the cycle.</param>
/// <param name="score">The score.</param>
public sealed class ScoreHistoryEntry(DateTimeOffset cycleTimestamp, ScoreRecord score)
{
    /// <summary>Gets the time of the cycle.</summary>
    public DateTimeOffset CycleTimestamp { get; } = cycleTimestamp;

    /// <summary>Gets the score.</summary>
    public ScoreRecord Score { get; } = score;
}
