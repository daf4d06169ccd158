namespace BirdeyeDiscovery;

/// <summary>
/// The option keys of <see cref="StrategyOptions"/>, <see cref="StorageOptions"/>, <see cref="PositionsTableOptions"/> and
/// <see cref="CacheOptions"/>.
/// </summary>
internal static class OtherOptionKeys
{
    private const string Identifier = "^[A-Za-z_][A-Za-z0-9_]{0,62}$";

    public static IEnumerable<OptionKey> All =>
    [
        Keys.Number(
            "Strategies:BluechipMinFdvUsd",
            0,
            1e18m,
            "The least fully diluted value of a blue chip, in USD.",
            o => o.Strategies.BluechipMinFdvUsd,
            (o, x) => o.Strategies.BluechipMinFdvUsd = x,
            decides: true),
        Keys.Number(
            "Strategies:MidcapMinFdvUsd",
            0,
            1e18m,
            "The least fully diluted value of a mid cap, in USD; at most `Strategies:BluechipMinFdvUsd`.",
            o => o.Strategies.MidcapMinFdvUsd,
            (o, x) => o.Strategies.MidcapMinFdvUsd = x,
            decides: true),
        Strategy("Bluechip", "blue chips", o => o.Strategies.Bluechip, (o, x) => o.Strategies.Bluechip = x),
        Config(TokenCategory.Bluechip, "blue chips", o => o.Strategies.BluechipConfig, (o, x) => o.Strategies.BluechipConfig = x),
        Strategy("Midcap", "mid caps", o => o.Strategies.Midcap, (o, x) => o.Strategies.Midcap = x),
        Config(TokenCategory.Midcap, "mid caps", o => o.Strategies.MidcapConfig, (o, x) => o.Strategies.MidcapConfig = x),
        Strategy("Emerging", "emerging tokens", o => o.Strategies.Emerging, (o, x) => o.Strategies.Emerging = x),
        Config(TokenCategory.Emerging, "emerging tokens", o => o.Strategies.EmergingConfig, (o, x) => o.Strategies.EmergingConfig = x),
        Keys.Whole(
            "Strategies:ReevaluateAfterCycles",
            0,
            10_000,
            "In how many good cycles in a row a token must be measured in another category before it gets it; 0 never.",
            o => o.Strategies.ReevaluateAfterCycles,
            (o, x) => o.Strategies.ReevaluateAfterCycles = x,
            decides: true),
        Keys.Share(
            "Strategies:CategoryBand",
            "By which fraction of a threshold a token must pass it to change its category.",
            o => o.Strategies.CategoryBand,
            (o, x) => o.Strategies.CategoryBand = x),
        Keys.Text(
            "Storage:Schema",
            "^[a-z_][a-z0-9_]{0,62}$",
            "The schema, where the store has schemas.",
            o => o.Storage.Schema,
            (o, x) => o.Storage.Schema = x,
            TextRules.IsSchema),
        Keys.Name(
            "Storage:SchemaMode",
            "What happens to the schema at start.",
            o => o.Storage.SchemaMode,
            (o, x) => o.Storage.SchemaMode = x),
        Keys.Duration(
            "Storage:Lease",
            TimeSpan.FromSeconds(1),
            TimeSpan.FromHours(1),
            "How long leadership lasts without renewal, in real time.",
            o => o.Storage.Lease,
            (o, x) => o.Storage.Lease = x),
        Keys.Duration(
            "Storage:MaxClockSkew",
            TimeSpan.Zero,
            TimeSpan.FromHours(1),
            "How far this host's clock may be off the database's (SQLite: the API's) for this host to lead; 0 never compares them.",
            o => o.Storage.MaxClockSkew,
            (o, x) => o.Storage.MaxClockSkew = x),
        Keys.Whole(
            "Storage:KeepHistoryMonths",
            0,
            1200,
            "For how many months score rows, rejections and cycle inputs are kept; 0 for ever.",
            o => o.Storage.KeepHistoryMonths,
            (o, x) => o.Storage.KeepHistoryMonths = x),
        new OptionKey<string?>(
            "Positions:Schema",
            $"{Identifier}, or empty for any",
            "The schema of the bot's table of positions. None: every schema is searched for the one with open positions.",
            ValueText.PlainOrNone,
            o => o.Positions.Schema,
            (o, x) => o.Positions.Schema = x,
            x => x is null || TextRules.IsIdentifier(x)),
        Keys.Text(
            "Positions:Table",
            Identifier,
            "The table or view; capitals and underscores do not count where there is none of exactly this name.",
            o => o.Positions.Table,
            (o, x) => o.Positions.Table = x,
            TextRules.IsIdentifier),
        Keys.Text(
            "Positions:TokenColumn",
            Identifier,
            "The column that says which token.",
            o => o.Positions.TokenColumn,
            (o, x) => o.Positions.TokenColumn = x,
            TextRules.IsIdentifier),
        Keys.Name(
            "Positions:Token",
            "What that column holds. Auto: it is recognised.",
            o => o.Positions.Token,
            (o, x) => o.Positions.Token = x),
        Keys.Text(
            "Positions:ClosedAtColumn",
            Identifier,
            "The column with the closing time. Anything but a plausible time, such as NULL, means that a position is open.",
            o => o.Positions.ClosedAtColumn,
            (o, x) => o.Positions.ClosedAtColumn = x,
            TextRules.IsIdentifier),
        new OptionKey<PositionState>(
            "Positions:WithoutTable",
            "one of Unknown, Flat",
            "What is known of positions while there is no such table. Flat is for hosts that trade nothing.",
            ValueText.Name<PositionState>(),
            o => o.Positions.WithoutTable,
            (o, x) => o.Positions.WithoutTable = x,
            x => x is PositionState.Unknown or PositionState.Flat),
        Keys.Text(
            "Cache:KeyPrefix",
            "up to 64 printable ASCII characters without spaces",
            "What is put before every key.",
            o => o.Cache.KeyPrefix,
            (o, x) => o.Cache.KeyPrefix = x,
            x => TextRules.IsToken(x, 0, 64)),
        Ttl("Trending", "a trending list", o => o.Cache.Ttl.Trending, (o, x) => o.Cache.Ttl.Trending = x),
        Ttl("Security", "a security answer", o => o.Cache.Ttl.Security, (o, x) => o.Cache.Ttl.Security = x),
        Ttl("Ohlcv", "an OHLCV answer", o => o.Cache.Ttl.Ohlcv, (o, x) => o.Cache.Ttl.Ohlcv = x),
        Ttl("Trades", "a token's trade flow", o => o.Cache.Ttl.Trades, (o, x) => o.Cache.Ttl.Trades = x),
        Ttl("Score", "a published score", o => o.Cache.Ttl.Score, (o, x) => o.Cache.Ttl.Score = x),
        Ttl("Candles", "a candle list", o => o.Cache.Ttl.Candles, (o, x) => o.Cache.Ttl.Candles = x),
    ];

    private static OptionKey Strategy(
        string name,
        string of,
        Func<BirdeyeDiscoveryOptions, string> get,
        Action<BirdeyeDiscoveryOptions, string> set) =>
        Keys.Text(
            $"Strategies:{name}",
            "1 to 50 printable characters",
            $"The strategy type of {of}; `Strategies:{name}:Type` means the same.",
            get,
            set,
            x => TextRules.IsLabel(x, 50),
            decides: true);

    private static OptionKey<string?> Config(
        TokenCategory category,
        string of,
        Func<BirdeyeDiscoveryOptions, string?> get,
        Action<BirdeyeDiscoveryOptions, string?> set) => new(
        StrategyConfigReader.PathOf(category),
        "a JSON object of up to 100,000 characters, as an object or as a text; or empty for none",
        $"The configuration that {of} enter with.",
        ValueText.PlainOrNone,
        get,
        set,
        static x => x is null || CategoryRules.IsConfig(x))
        {
            DecidesCycle = true,
        };

    private static OptionKey Ttl(
        string name,
        string of,
        Func<BirdeyeDiscoveryOptions, TimeSpan> get,
        Action<BirdeyeDiscoveryOptions, TimeSpan> set) =>
        Keys.Duration($"Cache:Ttl:{name}", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), $"The lifetime of {of}.", get, set);
}
