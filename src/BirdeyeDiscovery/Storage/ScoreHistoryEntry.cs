namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a score with the time of its cycle.</summary>
/// <param name="CycleTimestamp">The time of the cycle.</param>
/// <param name="Score">The score.</param>
public sealed record ScoreHistoryEntry(DateTimeOffset CycleTimestamp, ScoreRecord Score);
