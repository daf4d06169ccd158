namespace BirdeyeDiscovery;

/// <summary>The parts of a candidate's facts, in the order in which they are read.</summary>
internal enum MissingPart
{
    None = 0,

    Market = 1,

    /// <summary>The candles of a candidate, for a price change that the market figures lack.</summary>
    Candles = 2,

    Swaps = 3,
}
