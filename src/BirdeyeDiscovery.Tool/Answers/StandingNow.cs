namespace BirdeyeDiscovery.Tool;

/// <summary>Represents in the tool's answer how a token stands after what people did since the newest cycle.</summary>
/// <param name="Status">The status.</param>
/// <param name="StatusReason">The reason for it.</param>
/// <param name="HeldBy">Who holds the token paused or removed; null if nobody does.</param>
/// <param name="HoldReason">Why.</param>
internal sealed record StandingNow(TokenStatus Status, string? StatusReason, string? HeldBy, string? HoldReason);
