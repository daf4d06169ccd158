namespace BirdeyeDiscovery;

/// <summary>The values of metric tags. Each set is small and known.</summary>
internal static class TelemetryWords
{
    public const string Default = "default";
    public const string Other = "other";

    public const string Error = "error";
    public const string Abandoned = "abandoned";
    public const string Reject = "reject";

    public const string Answered = "answered";
    public const string Unknown = "unknown";
    public const string Cancelled = "cancelled";
    public const string Hit = "hit";
    public const string Miss = "miss";

    public const string Unauthorized = "unauthorized";
    public const string CreditsExhausted = "credits_exhausted";
    public const string AccountRefused = "account_refused";

    public const string Conflict = "conflict";
    public const string Store = "store";

    public static string Of(BirdeyeEndpoint endpoint) => endpoint switch
    {
        BirdeyeEndpoint.Trending => "trending",
        BirdeyeEndpoint.Security => "security",
        BirdeyeEndpoint.Overview => "overview",
        BirdeyeEndpoint.TradeData => "trade_data",
        BirdeyeEndpoint.Ohlcv => "ohlcv",
        BirdeyeEndpoint.Trades => "trades",
        BirdeyeEndpoint.TradeDataMultiple => "trade_data_multiple",
        BirdeyeEndpoint.MarketDataMultiple => "market_data_multiple",
        _ => Other,
    };

    /// <summary>Gets the tag value with which the meter counts a cached answer: its family, which is the second part of its key.</summary>
    public static string FamilyOf(string key)
    {
        var rest = key.AsSpan(key.IndexOf(':', StringComparison.Ordinal) + 1);
        var end = rest.IndexOf(':');
        return (end < 0 ? rest : rest[..end]) switch
        {
            "trending" => "trending",
            "security" => "security",
            "trades" => "trades",
            "ohlcv" => "ohlcv",
            "swaps" => "swaps",
            _ => Other,
        };
    }
}
