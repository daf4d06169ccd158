using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Configuration;

/// <summary>The endpoints that can supply a candidate's changes, buys, sells and wallets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrichmentSource>))]
public enum EnrichmentSource
{
    /// <summary><c>/defi/token_overview</c> (30 compute units).</summary>
    Overview = 0,

    /// <summary>
    /// <c>/defi/v3/token/trade-data/single</c> (15 compute units) for the tokens of the list, if the plan includes it. A plan that refuses
    /// it leaves the inputs unknown.
    /// </summary>
    TradeData = 1,

    /// <summary>
    /// The cheapest endpoint that the plan includes: <c>/defi/v3/token/trade-data/multiple</c> with
    /// <c>/defi/v3/token/market-data/multiple</c>, else <c>/defi/v3/token/trade-data/single</c>, else <c>/defi/token_overview</c>. An
    /// endpoint that was refused is not requested again before the next hour, later the next day.
    /// </summary>
    Cheapest = 2,
}
