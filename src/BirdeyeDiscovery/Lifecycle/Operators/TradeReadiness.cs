namespace BirdeyeDiscovery;

/// <summary>The answer to "may I trade this token now, and if not, why not".</summary>
public sealed record TradeReadiness
{
    /// <summary>Gets the address that was asked for.</summary>
    public required string Address { get; init; }

    /// <summary>Gets a value indicating whether a new position may be entered now.</summary>
    public bool IsAllowed => Reasons.Count == 0;

    /// <summary>Gets every reason against it; empty when it is allowed.</summary>
    public required IReadOnlyList<TradeBlockReason> Reasons { get; init; }

    /// <summary>Gets the token as it is stored; <see langword="null"/> when there is none or it is not known.</summary>
    public TrackedToken? Token { get; init; }

    /// <summary>Gets the address under which the token goes on, when it migrated.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Gets when an active token will have the history that trading needs, as far as is known now; the first cycle from then on activates it.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Gets the time of the newest cycle that did not fail.</summary>
    public DateTimeOffset? LastGoodCycle { get; init; }

    /// <summary>Gets when this was so.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
