namespace BirdeyeDiscovery.Configuration;

/// <summary>Which endpoint supplies a candidate's changes, buys, sells and wallets.</summary>
public enum EnrichmentSource
{
    /// <summary><c>/defi/token_overview</c> (30 compute units).</summary>
    Overview = 0,

    /// <summary><c>/defi/v3/token/trade-data/single</c> (15 compute units), where the plan has it.</summary>
    TradeData = 1,
}
