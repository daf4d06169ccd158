using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Configuration;

/// <summary>The endpoints that can supply a candidate's changes, buys, sells and wallets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnrichmentSource>))]
public enum EnrichmentSource
{
    /// <summary><c>/defi/token_overview</c> (30 compute units).</summary>
    Overview = 0,

    /// <summary><c>/defi/v3/token/trade-data/single</c> (15 compute units), if the plan includes it.</summary>
    TradeData = 1,
}
