namespace BirdeyeDiscovery.Storage;

/// <summary>Represents what decides whether a token may be traded, as of one moment of the store.</summary>
/// <param name="token">The token, or <see langword="null"/> when no token has this address.</param>
/// <param name="movedTo">The last address of the chain, if the address migrated.</param>
/// <param name="lastGoodCycle">The time of the newest cycle that did not fail.</param>
public sealed class TokenStanding(TrackedToken? token, string? movedTo, DateTimeOffset? lastGoodCycle)
{
    /// <summary>Gets the token, or <see langword="null"/> when no token has this address.</summary>
    public TrackedToken? Token { get; } = token;

    /// <summary>Gets the last address of the chain, if the address migrated.</summary>
    public string? MovedTo { get; } = movedTo;

    /// <summary>Gets the time of the newest cycle that did not fail.</summary>
    public DateTimeOffset? LastGoodCycle { get; } = lastGoodCycle;

    /// <summary>Gets how long that cycle took, from its time to its commit.</summary>
    public TimeSpan LastGoodCycleTook { get; init; }

    /// <summary>
    /// Gets the time from that cycle to the next one, if a budget of compute units stretched it; <see langword="null"/> otherwise.
    /// </summary>
    public TimeSpan? LastGoodCycleInterval { get; init; }

    /// <summary>
    /// Gets how long ago that cycle was committed, by the store's own clock, or <see langword="null"/> when the store does not report it.
    /// </summary>
    public TimeSpan? LastGoodCycleAge { get; init; }
}
