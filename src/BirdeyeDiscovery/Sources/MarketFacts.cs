using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Sources;

/// <summary>What a market source knows of one token: a row of its list, or its answer to a question about the token.</summary>
public sealed record MarketFacts : MarketFigures, ICheckedAnswer
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol, cleaned; empty when it is not known. Anybody can choose it, so it identifies nothing.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Gets the name, cleaned; empty when it is not known.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets the names of the figures whose values were invalid; those figures are not known.</summary>
    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    /// <summary>Gets the calls that failed while these facts were read; what the others brought stands here.</summary>
    /// <remarks>Facts with failures serve the running cycle and are never cached.</remarks>
    [JsonIgnore]
    public IReadOnlyList<SourceFailure> Failures { get; init; } = [];

    /// <summary>Gets a value indicating whether every call was answered with data; facts that are not complete are never cached.</summary>
    [JsonIgnore]
    public bool IsComplete { get; init; } = true;

    bool ICheckedAnswer.IsPlausible(DateTimeOffset now) =>
        TokenAddress.IsValid(Address)
        && Symbol is not null
        && Name is not null
        && InvalidFields is not null
        && Plausible.IsAmount(LiquidityUsd) && Plausible.IsAmount(FdvUsd) && Plausible.IsAmount(Volume24hUsd)
        && Plausible.IsChange(Change5mPercent) && Plausible.IsChange(Change1hPercent) && Plausible.IsChange(Change24hPercent)
        && Plausible.IsAmount(BuyVolume24hUsd) && Plausible.IsAmount(SellVolume24hUsd)
        && Plausible.IsAmount(Buys24h) && Plausible.IsAmount(Sells24h) && Plausible.IsAmount(Buys1h) && Plausible.IsAmount(Sells1h)
        && Plausible.IsAmount(UniqueWallets24h)
        && (LastTradeAt is not { } last || Plausible.IsTime(last, now))
        && Plausible.IsShare(RoundTripShare);
}
