namespace BirdeyeDiscovery.Storage;

/// <summary>What decides whether a token may be traded, as of one moment of the store.</summary>
/// <param name="Token">The token; <see langword="null"/> when no token has this address.</param>
/// <param name="MovedTo">The last address of the chain, when the address migrated.</param>
/// <param name="LastGoodCycle">The time of the newest cycle that did not fail.</param>
public sealed record TokenStanding(TrackedToken? Token, string? MovedTo, DateTimeOffset? LastGoodCycle)
{
    /// <summary>Gets how long that cycle took, from its time to its commit.</summary>
    public TimeSpan LastGoodCycleTook { get; init; }

    /// <summary>Gets how long ago that cycle was committed, by the store's own clock; <see langword="null"/> where the store does not tell.</summary>
    public TimeSpan? LastGoodCycleAge { get; init; }
}
