namespace BirdeyeDiscovery.Storage;

/// <summary>A score and its cycle.</summary>
/// <param name="CycleTimestamp">The cycle's time.</param>
/// <param name="Score">The score.</param>
public sealed record ScoreHistoryEntry(DateTimeOffset CycleTimestamp, ScoreRecord Score);
