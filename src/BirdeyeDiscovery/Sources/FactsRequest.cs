using System.Diagnostics;

namespace BirdeyeDiscovery.Sources;

/// <summary>A request for the market figures of one token.</summary>
[DebuggerDisplay("{Address,nq}")]
public sealed class FactsRequest
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>
    /// Gets a value indicating whether the list of this cycle already contains liquidity, value and volume, so that the source may leave
    /// them out.
    /// </summary>
    public bool IsListed { get; init; }
}
