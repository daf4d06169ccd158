namespace BirdeyeDiscovery;

/// <summary>Determines the position state of a token that has had several addresses.</summary>
internal static class PositionStates
{
    /// <summary>The position state of a token is open if it is open under one address, and flat only if it is flat under all.</summary>
    public static PositionState Of(IEnumerable<string> addresses, IReadOnlyDictionary<string, PositionState> known)
    {
        var states = addresses.Select(address => known.GetValueOrDefault(address)).ToList();
        return states.Contains(PositionState.Open) ? PositionState.Open
            : states.TrueForAll(static state => state == PositionState.Flat) ? PositionState.Flat
            : PositionState.Unknown;
    }
}
