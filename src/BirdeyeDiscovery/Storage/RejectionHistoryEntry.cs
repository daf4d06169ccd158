namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a rejection with the time of its cycle.</summary>
/// <param name="cycleTimestamp">The time of the cycle.</param>
/// <param name="rejection">The rejection.</param>
public sealed class RejectionHistoryEntry(DateTimeOffset cycleTimestamp, RejectionRecord rejection)
{
    /// <summary>Gets the time of the cycle.</summary>
    public DateTimeOffset CycleTimestamp { get; } = cycleTimestamp;

    /// <summary>Gets the rejection.</summary>
    public RejectionRecord Rejection { get; } = rejection;
}
