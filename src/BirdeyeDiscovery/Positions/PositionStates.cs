namespace BirdeyeDiscovery;

/// <summary>What is known of the positions of a token that has had several addresses.</summary>
internal static class PositionStates
{
    /// <summary>Open under one address is open; flat is only what is flat under all.</summary>
    public static PositionState Of(IEnumerable<string> addresses, IReadOnlyDictionary<string, PositionState> known)
    {
        var states = addresses.Select(address => known.GetValueOrDefault(address)).ToList();
        return states.Contains(PositionState.Open) ? PositionState.Open
            : states.TrueForAll(static state => state == PositionState.Flat) ? PositionState.Flat
            : PositionState.Unknown;
    }
}
