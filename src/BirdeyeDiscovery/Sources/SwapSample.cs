namespace BirdeyeDiscovery.Sources;

/// <summary>What the recent swaps of one token show.</summary>
public sealed class SwapSample : ICheckedAnswer
{
    /// <summary>
    /// Gets the share of the sampled swap value that wallets bought and sold again, 0 to 1; null when no sampled swap has a value.
    /// </summary>
    public double? RoundTripShare { get; init; }

    bool ICheckedAnswer.IsPlausible(DateTimeOffset now) => Plausible.IsShare(RoundTripShare);
}
