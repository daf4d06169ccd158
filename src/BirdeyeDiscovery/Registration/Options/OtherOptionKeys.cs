namespace BirdeyeDiscovery;

/// <summary>The keys of <see cref="StrategyOptions"/>, <see cref="StorageOptions"/> and <see cref="CacheOptions"/>.</summary>
internal static class OtherOptionKeys
{
    public static IEnumerable<OptionKey> All =>
    [
        Keys.Number("Strategies:BluechipMinFdvUsd", 0, 1e18m, "The least fully diluted value of a blue chip, in USD.", o => o.Strategies.BluechipMinFdvUsd, (o, x) => o.Strategies.BluechipMinFdvUsd = x, decides: true),
        Keys.Number("Strategies:MidcapMinFdvUsd", 0, 1e18m, "The least fully diluted value of a mid cap, in USD; at most `Strategies:BluechipMinFdvUsd`.", o => o.Strategies.MidcapMinFdvUsd, (o, x) => o.Strategies.MidcapMinFdvUsd = x, decides: true),
        Strategy("Bluechip", "blue chips", o => o.Strategies.Bluechip, (o, x) => o.Strategies.Bluechip = x),
        Strategy("Midcap", "mid caps", o => o.Strategies.Midcap, (o, x) => o.Strategies.Midcap = x),
        Strategy("Emerging", "emerging tokens", o => o.Strategies.Emerging, (o, x) => o.Strategies.Emerging = x),
        Keys.Whole("Strategies:ReevaluateAfterCycles", 0, 10_000, "In how many good cycles in a row a token must be measured in another category before it gets it; 0 never.", o => o.Strategies.ReevaluateAfterCycles, (o, x) => o.Strategies.ReevaluateAfterCycles = x, decides: true),
        Keys.Share("Strategies:CategoryBand", "By which fraction of a threshold a token must pass it to change its category.", o => o.Strategies.CategoryBand, (o, x) => o.Strategies.CategoryBand = x),
        Keys.Text("Storage:Schema", "^[a-z_][a-z0-9_]{0,62}$", "The schema, where the store has schemas.", o => o.Storage.Schema, (o, x) => o.Storage.Schema = x, TextRules.IsSchema),
        Keys.Name("Storage:SchemaMode", "What happens to the schema at start.", o => o.Storage.SchemaMode, (o, x) => o.Storage.SchemaMode = x),
        Keys.Duration("Storage:Lease", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "How long leadership lasts without renewal, in real time.", o => o.Storage.Lease, (o, x) => o.Storage.Lease = x),
        Keys.Whole("Storage:KeepHistoryMonths", 0, 1200, "For how many months score rows, rejections and cycle inputs are kept; 0 for ever.", o => o.Storage.KeepHistoryMonths, (o, x) => o.Storage.KeepHistoryMonths = x),
        Keys.Text("Cache:KeyPrefix", "up to 64 printable ASCII characters without spaces", "What is put before every key.", o => o.Cache.KeyPrefix, (o, x) => o.Cache.KeyPrefix = x, x => TextRules.IsToken(x, 0, 64)),
        Ttl("Trending", "a trending list", o => o.Cache.Ttl.Trending, (o, x) => o.Cache.Ttl.Trending = x),
        Ttl("Security", "a security answer", o => o.Cache.Ttl.Security, (o, x) => o.Cache.Ttl.Security = x),
        Ttl("Ohlcv", "an OHLCV answer", o => o.Cache.Ttl.Ohlcv, (o, x) => o.Cache.Ttl.Ohlcv = x),
        Ttl("Trades", "a token's trade flow", o => o.Cache.Ttl.Trades, (o, x) => o.Cache.Ttl.Trades = x),
        Ttl("Score", "a published score", o => o.Cache.Ttl.Score, (o, x) => o.Cache.Ttl.Score = x),
        Ttl("Candles", "a candle list", o => o.Cache.Ttl.Candles, (o, x) => o.Cache.Ttl.Candles = x),
    ];

    private static OptionKey Strategy(string name, string of, Func<BirdeyeDiscoveryOptions, string> get, Action<BirdeyeDiscoveryOptions, string> set) =>
        Keys.Text($"Strategies:{name}", "1 to 50 printable characters", $"The strategy type of {of}.", get, set, x => TextRules.IsLabel(x, 50), decides: true);

    private static OptionKey Ttl(string name, string of, Func<BirdeyeDiscoveryOptions, TimeSpan> get, Action<BirdeyeDiscoveryOptions, TimeSpan> set) =>
        Keys.Duration($"Cache:Ttl:{name}", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), $"The lifetime of {of}.", get, set);
}
