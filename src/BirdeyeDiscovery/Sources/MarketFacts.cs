using System.Diagnostics;

namespace BirdeyeDiscovery.Sources;

/// <summary>The facts that a market source has about one token: a row of its list, or its answer to a request for the token.</summary>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
[DebuggerDisplay("{Symbol,nq} {Address,nq}")]
public sealed record MarketFacts : MarketFigures, ICheckedAnswer
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol, cleaned; empty when it is not known. Anybody can choose it, so it does not identify a token.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Gets the name, cleaned; empty when it is not known.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets the names of the figures whose values were invalid; these figures are not known.</summary>
    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    bool ICheckedAnswer.IsPlausible(DateTimeOffset now) =>
        TokenAddress.IsValid(Address)
        && Symbol is not null
        && Name is not null
        && InvalidFields is not null
        && AreFiguresPlausible(now);
}
