using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>Represents the answer to whether a token may be traded now, and if not, why.</summary>
[DebuggerDisplay("{Address,nq}: allowed {IsAllowed}, {Reasons.Count} reasons against it")]
public sealed class TradeReadiness
{
    /// <summary>Gets the address that was requested.</summary>
    public required string Address { get; init; }

    /// <summary>Gets a value indicating whether a new position may be opened now.</summary>
    public bool IsAllowed => Reasons.Count == 0;

    /// <summary>Gets every reason against trading; empty when it is allowed.</summary>
    public required IReadOnlyList<TradeBlockReason> Reasons { get; init; }

    /// <summary>Gets the token as it is stored, or <see langword="null"/> when there is none or it is not known.</summary>
    public TrackedToken? Token { get; init; }

    /// <summary>Gets the address to which the token migrated, if it did.</summary>
    public string? MovedTo { get; init; }

    /// <summary>
    /// Gets when an active token will have the history that trading needs, as far as it is known now. The first cycle from then on
    /// activates it.
    /// </summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Gets the time of the newest cycle that did not fail.</summary>
    public DateTimeOffset? LastGoodCycle { get; init; }

    /// <summary>Gets the time of this answer.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
