namespace BirdeyeDiscovery.Storage;

/// <summary>A rejection and its cycle.</summary>
/// <param name="CycleTimestamp">The cycle's time.</param>
/// <param name="Rejection">The rejection.</param>
public sealed record RejectionHistoryEntry(DateTimeOffset CycleTimestamp, RejectionRecord Rejection);
