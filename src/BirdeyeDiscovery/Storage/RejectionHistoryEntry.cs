namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a rejection with the time of its cycle.</summary>
/// <param name="CycleTimestamp">The time of the cycle.</param>
/// <param name="Rejection">The rejection.</param>
public sealed record RejectionHistoryEntry(DateTimeOffset CycleTimestamp, RejectionRecord Rejection);
