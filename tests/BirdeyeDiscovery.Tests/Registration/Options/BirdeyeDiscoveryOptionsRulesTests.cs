namespace BirdeyeDiscovery.Tests.Discovery;

public class BirdeyeDiscoveryOptionsRulesTests
{
    // The address of wrapped SOL has one 1 more.
    private const string TooShort = "So1111111111111111111111111111111111111112";

    private const string Bonk = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    public static TheoryData<string, Action<BirdeyeDiscoveryOptions>> Invalid => new()
    {
        { "Birdeye:Chain is 'Solana'; allowed: 1 to 32 lower-case letters, digits or dashes.", o => o.Birdeye.Chain = "Solana" },
        { "Birdeye:Chain is not set; allowed: 1 to 32 lower-case letters, digits or dashes.", o => o.Birdeye.Chain = null! },
        { "Birdeye:ApiKey is '***'; allowed: up to 512 printable ASCII characters without spaces.", o => o.Birdeye.ApiKey = new ApiKey("a b") },
        { "Birdeye:ApiKey is '***'; allowed: up to 512 printable ASCII characters without spaces.", o => o.Birdeye.ApiKey = new ApiKey("clé") },
        { "Birdeye:ApiKey is '***'; allowed: up to 512 printable ASCII characters without spaces.", o => o.Birdeye.ApiKey = new ApiKey(new string('k', 513)) },
        { "Birdeye:RequestsPerSecond is '0'; allowed: a number from 0.01 to 10,000.", o => o.Birdeye.RequestsPerSecond = 0 },
        { "Birdeye:RequestsPerMinute is '10001'; allowed: a number from 0.01 to 10,000, or empty for none.", o => o.Birdeye.RequestsPerMinute = 10_001 },
        { "Birdeye:Hosts is '0'; allowed: a whole number from 1 to 1,000, or empty for none.", o => o.Birdeye.Hosts = 0 },
        { "Birdeye:Enrichment is '9'; allowed: one of Overview, TradeData, Cheapest.", o => o.Birdeye.Enrichment = (EnrichmentSource)9 },
        { "Birdeye:MaxConcurrency is '33'; allowed: a whole number from 1 to 32.", o => o.Birdeye.MaxConcurrency = 33 },
        { "Birdeye:AttemptTimeout is '00:00:00.0490000'; allowed: a duration [d.]hh:mm:ss from 00:00:00.0500000 to 00:02:00.", o => o.Birdeye.AttemptTimeout = TimeSpan.FromMilliseconds(49) },
        { "Birdeye:MaxResponseBytes is '65535'; allowed: a whole number from 65,536 to 67,108,864.", o => o.Birdeye.MaxResponseBytes = 65_535 },
        { "Birdeye:ComputeUnitsPerMonth is '0'; allowed: a whole number from 1 to 1e12, or empty for none.", o => o.Birdeye.ComputeUnitsPerMonth = 0 },
        { "Birdeye:BudgetResetDay is '29'; allowed: a whole number from 1 to 28.", o => o.Birdeye.BudgetResetDay = 29 },
        { "Birdeye:BudgetAccount is ''; allowed: 1 to 64 printable ASCII characters without spaces.", o => o.Birdeye.BudgetAccount = "" },
        { "Birdeye:BudgetMaxStretch is '31'; allowed: a whole number from 1 to 30.", o => o.Birdeye.BudgetMaxStretch = 31 },
        { "Birdeye:ComputeUnitCosts:Trades is '-1'; allowed: a whole number from 0 to 10,000.", o => o.Birdeye.ComputeUnitCosts[BirdeyeEndpoint.Trades] = -1 },
        { "Birdeye:AllowedHosts is 'http://a/'; allowed: a host name, without scheme, port or path.", o => o.Birdeye.AllowedHosts.Add("http://a/") },
        { "Discovery:Interval is '00:00:00.9990000'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 1.00:00:00.", o => o.Discovery.Interval = TimeSpan.FromMilliseconds(999) },
        { "Discovery:CycleTimeout is '1.00:00:01'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 1.00:00:00.", o => o.Discovery.CycleTimeout = new TimeSpan(24, 0, 1) },
        { "Discovery:TrendingLimit is '0'; allowed: a whole number from 1 to 5,000.", o => o.Discovery.TrendingLimit = 0 },
        { "Discovery:MinLiquidityUsd is '-1'; allowed: a number from 0 to 1e15.", o => o.Discovery.MinLiquidityUsd = -1 },
        { "Discovery:MinVolume24hUsd is '1000000000000001'; allowed: a number from 0 to 1e15.", o => o.Discovery.MinVolume24hUsd = 1_000_000_000_000_001 },
        { "Discovery:ActiveSlots is '0'; allowed: a whole number from 1 to 1,000.", o => o.Discovery.ActiveSlots = 0 },
        { "Discovery:KeepRank is '0'; allowed: a whole number from 1 to 1,000.", o => o.Discovery.KeepRank = 0 },
        { "Discovery:KeepRank is '6'; allowed: at least Discovery:ActiveSlots, which is 7.", o => o.Discovery.KeepRank = 6 },
        { "Discovery:PauseBelowScore is '100.1'; allowed: a number from 0 to 100.", o => o.Discovery.PauseBelowScore = 100.1m },
        { "Discovery:PauseAfterCycles is '0'; allowed: a whole number from 1 to 1,000.", o => o.Discovery.PauseAfterCycles = 0 },
        { "Discovery:RemoveAfter is '-00:00:01'; allowed: a duration [d.]hh:mm:ss from 00:00:00 to 365.00:00:00.", o => o.Discovery.RemoveAfter = TimeSpan.FromSeconds(-1) },
        { "Discovery:Enrichment is '2'; allowed: one of Full, Staged.", o => o.Discovery.Enrichment = (EnrichmentMode)2 },
        { "Discovery:AuditEvery is '-1'; allowed: a whole number from 0 to 10,000.", o => o.Discovery.AuditEvery = -1 },
        { "Discovery:CandlesFor is '2'; allowed: one of Tracked, All.", o => o.Discovery.CandlesFor = (CandleScope)2 },
        { "Discovery:Mode is '0'; allowed: one of ReadOnly, Record, Manage.", o => o.Discovery.Mode = 0 },
        { "Discovery:Damping:EntryMargin is '101'; allowed: a number from 0 to 100.", o => o.Discovery.Damping.EntryMargin = 101 },
        { "Discovery:Damping:ConfirmationCycles is '101'; allowed: a whole number from 0 to 100.", o => o.Discovery.Damping.ConfirmationCycles = 101 },
        { "Discovery:Damping:IncumbentMargin is '-1'; allowed: a number from 0 to 100.", o => o.Discovery.Damping.IncumbentMargin = -1 },
        { "Discovery:Damping:MinDwellCycles is '10001'; allowed: a whole number from 0 to 10,000.", o => o.Discovery.Damping.MinDwellCycles = 10_001 },
        { "Discovery:Damping:CoolDownCycles is '-1'; allowed: a whole number from 0 to 10,000.", o => o.Discovery.Damping.CoolDownCycles = -1 },
        { "Discovery:Seeds:0:Address is 'x'; allowed: a mint address (32 bytes as 32 to 44 base-58 characters).", o => o.Discovery.Seeds = [new SeedToken("x", "X")] },
        { "Discovery:Seeds:1:Address is '" + Bonk + "'; allowed: each address once.", o => o.Discovery.Seeds = [new SeedToken(Bonk, "A"), new SeedToken(Bonk, "B")] },
        { "Discovery:Seeds:0:Symbol is ' '; allowed: 1 to 20 printable characters.", o => o.Discovery.Seeds = [new SeedToken(Bonk, " ")] },
        { "Discovery:Seeds:0:Category is '9'; allowed: one of Bluechip, Midcap, Emerging.", o => o.Discovery.Seeds = [new SeedToken(Bonk, "A", (TokenCategory)9)] },
        { "Scoring:MomentumWeight is 'NaN'; allowed: a finite number of at least 0; one weight is above 0.", o => o.Scoring.MomentumWeight = double.NaN },
        { "Scoring:SafetyWeight is '-0.1'; allowed: a finite number of at least 0; one weight is above 0.", o => o.Scoring.SafetyWeight = -.1 },
        {
            "Scoring:*Weight is '0'; allowed: finite numbers of at least 0, one of them above 0.",
            o => (o.Scoring.MomentumWeight, o.Scoring.LiquidityWeight, o.Scoring.VolumeWeight, o.Scoring.SafetyWeight, o.Scoring.FlowWeight)
                = (0, 0, 0, 0, 0)
        },
        { "Scoring:MinCoverage is 'NaN'; allowed: a fraction from 0 to 1.", o => o.Scoring.MinCoverage = double.NaN },
        { "Scoring:MaxTransferFee is '10'; allowed: a fraction from 0 to 1.", o => o.Scoring.MaxTransferFee = 10 },
        { "Scoring:MaxTop10Share is '70'; allowed: a fraction from 0 to 1.", o => o.Scoring.MaxTop10Share = 70 },
        { "Scoring:MaxCreatorShare is '-0.01'; allowed: a fraction from 0 to 1.", o => o.Scoring.MaxCreatorShare = -.01 },
        { "Scoring:MinAge is '31.00:00:00'; allowed: a duration [d.]hh:mm:ss from 00:00:00 to 30.00:00:00.", o => o.Scoring.MinAge = TimeSpan.FromDays(31) },
        { "Scoring:NoSellsMinBuys is '0'; allowed: a whole number from 1 to 1,000,000.", o => o.Scoring.NoSellsMinBuys = 0 },
        { "Scoring:DenyList is 'bad'; allowed: a mint address (32 bytes as 32 to 44 base-58 characters).", o => o.Scoring.DenyList.Add("bad") },
        { "Scoring:DenyList is '" + TooShort + "'; allowed: a mint address (32 bytes as 32 to 44 base-58 characters).", o => o.Scoring.DenyList.Add(TooShort) },
        { "Discovery:Seeds:0:Address is '" + TooShort + "'; allowed: a mint address (32 bytes as 32 to 44 base-58 characters).", o => o.Discovery.Seeds = [new SeedToken(TooShort, "A")] },
        { "Scoring:AuthorityAllowList is '0OIl'; allowed: a mint address (32 bytes as 32 to 44 base-58 characters).", o => o.Scoring.AuthorityAllowList.Add("0OIl") },
        { "Strategies:BluechipMinFdvUsd is '-1'; allowed: a number from 0 to 1e18.", o => o.Strategies.BluechipMinFdvUsd = -1 },
        { "Strategies:MidcapMinFdvUsd is '1000000001'; allowed: at most Strategies:BluechipMinFdvUsd, which is 1000000000.", o => o.Strategies.MidcapMinFdvUsd = 1_000_000_001 },
        { "Strategies:Bluechip is ''; allowed: 1 to 50 printable characters.", o => o.Strategies.Bluechip = "" },
        { "Strategies:Midcap is '" + new string('x', 51) + "'; allowed: 1 to 50 printable characters.", o => o.Strategies.Midcap = new string('x', 51) },
        { "Strategies:Emerging is 'a?b'; allowed: 1 to 50 printable characters.", o => o.Strategies.Emerging = "a\nb" },
        { "Strategies:Bluechip:Config is '[1]'; allowed: a JSON object of up to 100,000 characters, as an object or as a text; or empty for none.", o => o.Strategies.BluechipConfig = "[1]" },
        { "Strategies:Midcap:Config is 'x'; allowed: a JSON object of up to 100,000 characters, as an object or as a text; or empty for none.", o => o.Strategies.MidcapConfig = "x" },
        { "Strategies:Emerging:Config is '{'; allowed: a JSON object of up to 100,000 characters, as an object or as a text; or empty for none.", o => o.Strategies.EmergingConfig = "{" },
        { "Positions:Schema is 'a\"b'; allowed: ^[A-Za-z_][A-Za-z0-9_]{0,62}$, or empty for any.", o => o.Positions.Schema = "a\"b" },
        { "Positions:Table is 'x; DROP TABLE y'; allowed: ^[A-Za-z_][A-Za-z0-9_]{0,62}$.", o => o.Positions.Table = "x; DROP TABLE y" },
        { "Positions:TokenColumn is '1st'; allowed: ^[A-Za-z_][A-Za-z0-9_]{0,62}$.", o => o.Positions.TokenColumn = "1st" },
        { "Positions:Token is '9'; allowed: one of Auto, Address, Symbol, Id.", o => o.Positions.Token = (PositionToken)9 },
        { "Positions:ClosedAtColumn is ''; allowed: ^[A-Za-z_][A-Za-z0-9_]{0,62}$.", o => o.Positions.ClosedAtColumn = "" },
        { "Positions:WithoutTable is 'Open'; allowed: one of Unknown, Flat.", o => o.Positions.WithoutTable = PositionState.Open },
        { "Storage:Schema is 'a-b'; allowed: ^[a-z_][a-z0-9_]{0,62}$.", o => o.Storage.Schema = "a-b" },
        { "Storage:Schema is '1a'; allowed: ^[a-z_][a-z0-9_]{0,62}$.", o => o.Storage.Schema = "1a" },
        { "Storage:Schema is 'a?'; allowed: ^[a-z_][a-z0-9_]{0,62}$.", o => o.Storage.Schema = "a\n" },
        { "Storage:SchemaMode is '3'; allowed: one of None, Validate, Apply.", o => o.Storage.SchemaMode = (SchemaMode)3 },
        { "Storage:MaxClockSkew is '01:00:01'; allowed: a duration [d.]hh:mm:ss from 00:00:00 to 01:00:00.", o => o.Storage.MaxClockSkew = new TimeSpan(1, 0, 1) },
        { "Storage:Lease is '01:00:01'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 01:00:00.", o => o.Storage.Lease = new TimeSpan(1, 0, 1) },
        { "Strategies:ReevaluateAfterCycles is '-1'; allowed: a whole number from 0 to 10,000.", o => o.Strategies.ReevaluateAfterCycles = -1 },
        { "Strategies:CategoryBand is '1.5'; allowed: a fraction from 0 to 1.", o => o.Strategies.CategoryBand = 1.5 },
        { "Storage:KeepHistoryMonths is '1201'; allowed: a whole number from 0 to 1,200.", o => o.Storage.KeepHistoryMonths = 1_201 },
        { "Cache:KeyPrefix is 'a b'; allowed: up to 64 printable ASCII characters without spaces.", o => o.Cache.KeyPrefix = "a b" },
        { "Cache:Ttl:Trending is '00:00:00'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 30.00:00:00.", o => o.Cache.Ttl.Trending = TimeSpan.Zero },
        { "Cache:Ttl:Security is '31.00:00:00'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 30.00:00:00.", o => o.Cache.Ttl.Security = TimeSpan.FromDays(31) },
        { "Cache:Ttl:Ohlcv is '00:00:00'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 30.00:00:00.", o => o.Cache.Ttl.Ohlcv = TimeSpan.Zero },
        { "Cache:Ttl:Trades is '00:00:00'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 30.00:00:00.", o => o.Cache.Ttl.Trades = TimeSpan.Zero },
        { "Cache:Ttl:Score is '00:00:00'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 30.00:00:00.", o => o.Cache.Ttl.Score = TimeSpan.Zero },
        { "Cache:Ttl:Candles is '00:00:00'; allowed: a duration [d.]hh:mm:ss from 00:00:01 to 30.00:00:00.", o => o.Cache.Ttl.Candles = TimeSpan.Zero },
    };

    [Fact]
    public void The_defaults_are_valid() => Assert.True(new BirdeyeDiscoveryOptionsRules().Validate(null, new BirdeyeDiscoveryOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void An_invalid_value_is_one_line_with_key_value_and_what_is_allowed(string line, Action<BirdeyeDiscoveryOptions> change)
    {
        var options = new BirdeyeDiscoveryOptions();
        change(options);

        var result = new BirdeyeDiscoveryOptionsRules().Validate(null, options);

        Assert.True(result.Failed);
        Assert.Equal("BirdeyeDiscovery:" + line, Assert.Single(result.Failures!));
    }

    [Fact]
    public void Every_key_with_a_range_has_an_invalid_value_here()
    {
        var tried = Invalid.Select(x => x.Data.Item1.Split(" is ")[0]).ToHashSet(StringComparer.Ordinal);
        var open = OptionTable.Keys.Select(x => x.Path).Where(x => !tried.Contains(x) && !x.StartsWith("Birdeye:ComputeUnitCosts:", StringComparison.Ordinal));

        Assert.Equal(["Birdeye:BaseUrl", "Scoring:LiquidityWeight", "Scoring:VolumeWeight", "Scoring:FlowWeight"], open);
    }

    [Theory]
    [InlineData("https://public-api.birdeye.so")]
    [InlineData("https://PUBLIC-API.birdeye.so:8443/base/")]
    [InlineData("https://proxy.example")]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://127.9.9.9")]
    [InlineData("http://[::1]:5000/")]
    [InlineData("http://localhost:5000")]
    [InlineData("https://localhost:5000")]
    public void The_key_may_go_to_an_allowed_host_or_stay_on_this_one(string url) => Assert.Empty(FaultsOf(url));

    [Theory]
    [InlineData("http://public-api.birdeye.so")]
    [InlineData("https://public-api.birdeye.so.evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https://u@public-api.birdeye.so")]
    [InlineData("https://u:p@127.0.0.1")]
    [InlineData("https://public-api.birdeye.so?x=1")]
    [InlineData("https://public-api.birdeye.so/#x")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://0.0.0.0")]
    [InlineData("https://192.168.0.1")] // allowed by name below, and private all the same
    [InlineData("http://192.168.0.1")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("file:///etc/passwd")]
    public void The_key_goes_nowhere_else(string url) =>
        Assert.StartsWith("BirdeyeDiscovery:Birdeye:BaseUrl is '", Assert.Single(FaultsOf(url)), StringComparison.Ordinal);

    [Fact]
    public void Read_faults_come_first()
    {
        var options = new BirdeyeDiscoveryOptions { ReadErrors = ["first"] };
        options.Discovery.Mode = 0;

        Assert.Equal("first", BirdeyeDiscoveryOptionsRules.Faults(options)[0]);
        Assert.Equal(2, BirdeyeDiscoveryOptionsRules.Faults(options).Count);
    }

    private static IReadOnlyList<string> FaultsOf(string url)
    {
        var options = new BirdeyeDiscoveryOptions();
        options.Birdeye.BaseUrl = new Uri(url);
        options.Birdeye.AllowedHosts.Add("proxy.example");
        options.Birdeye.AllowedHosts.Add("192.168.0.1");
        return BirdeyeDiscoveryOptionsRules.Faults(options);
    }
}
