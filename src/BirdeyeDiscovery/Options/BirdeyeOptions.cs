namespace BirdeyeDiscovery.Configuration;

/// <summary>The settings of the Birdeye API and its costs.</summary>
public sealed class BirdeyeOptions
{
    /// <summary>Gets or sets the address of the API.</summary>
    /// <value>
    /// The default is <c>https://public-api.birdeye.so</c>; allowed are https on an allowed host, or http on a loopback address.
    /// </value>
    public Uri BaseUrl { get; set; } = new("https://public-api.birdeye.so");

    /// <summary>Gets the hosts that <see cref="BaseUrl"/> may name, in addition to loopback addresses.</summary>
    /// <value>The default is <c>public-api.birdeye.so</c>. The key is sent to no other host.</value>
    public ISet<string> AllowedHosts { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "public-api.birdeye.so" };

    /// <summary>Gets or sets the key, sent as <c>X-API-KEY</c> and never logged.</summary>
    /// <value>The default is none.</value>
    public ApiKey? ApiKey { get; set; }

    /// <summary>Gets or sets the chain, sent as <c>x-chain</c>.</summary>
    /// <value>The default is <c>solana</c>; allowed are 1 to 32 lower-case letters, digits or dashes.</value>
    public string Chain { get; set; } = "solana";

    /// <summary>Gets or sets how many requests per second the account allows.</summary>
    /// <value>The default is 1 (the free plan); allowed are 0.01 to 10,000.</value>
    public decimal RequestsPerSecond { get; set; } = 1;

    /// <summary>Gets or sets how many requests per minute the account allows, if it has such a limit.</summary>
    /// <value>The default is none; allowed are 0.01 to 10,000.</value>
    public decimal? RequestsPerMinute { get; set; }

    /// <summary>
    /// Gets or sets how many hosts share the account. While the hosts cannot reach Redis, each keeps to its part of the limits by this
    /// number.
    /// </summary>
    /// <value>The default is none: as many as were last seen in Redis, or this one alone; allowed are 1 to 1,000.</value>
    /// <remarks>
    /// Set it when the hosts of several stores share an account: of the hosts of one store, only the leader sends requests. If more hosts
    /// were seen than configured here, the larger number applies. Without Redis nothing is divided: configure each host's own part as its
    /// limits.
    /// </remarks>
    public int? Hosts { get; set; }

    /// <summary>Gets or sets the endpoint that enriches a candidate.</summary>
    /// <value>The default is <see cref="EnrichmentSource.Cheapest"/>.</value>
    public EnrichmentSource Enrichment { get; set; } = EnrichmentSource.Cheapest;

    /// <summary>Gets or sets how many calls may be in flight at once; the rate limits still apply.</summary>
    /// <value>The default is 4; allowed are 1 to 32.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>Gets or sets how long one attempt may take, headers and body together, in real time.</summary>
    /// <value>The default is 10 seconds; allowed are 50 milliseconds to 2 minutes.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the largest size of an answer in bytes, after decompression.</summary>
    /// <value>The default is 4 MiB; allowed are 64 KiB to 64 MiB.</value>
    public int MaxResponseBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Gets or sets how many compute units the hosts of the store may spend in a month of the plan.</summary>
    /// <value>The default is none, which is no limit; allowed are 1 to 1e12.</value>
    /// <remarks>
    /// Cycles are stretched so that the units last for the month, and none is spent beyond them. The store must have a
    /// <see cref="DiscoveryStore.ComputeUnits"/>, and the market source must be Birdeye.
    /// </remarks>
    public long? ComputeUnitsPerMonth { get; set; }

    /// <summary>Gets or sets the day of the month on which the plan's units begin anew, at midnight UTC.</summary>
    /// <value>The default is 1; allowed are 1 to 28.</value>
    public int BudgetResetDay { get; set; } = 1;

    /// <summary>Gets or sets the name under which the store counts the units of the account.</summary>
    /// <value>The default is <c>default</c>; allowed are 1 to 64 printable ASCII characters without spaces.</value>
    /// <remarks>It does not change with the key. Engines of one store whose accounts differ need different names.</remarks>
    public string BudgetAccount { get; set; } = "default";

    /// <summary>Gets or sets how many intervals may lie between two cycles when the budget is short.</summary>
    /// <value>The default is 30, which is an hour with the default interval; allowed are 1 to 30, and a day in all.</value>
    public int BudgetMaxStretch { get; set; } = 30;

    /// <summary>Gets the cost of a call to each endpoint in compute units.</summary>
    /// <value>
    /// The defaults are: Trending 50, Security 50, Overview 30, TradeData 15, Ohlcv 40, Trades 10, TradeDataMultiple 15,
    /// MarketDataMultiple 15; allowed are 0 to 10,000.
    /// </value>
    /// <remarks>
    /// The vendor publishes two tables that disagree; set what your account is billed. A call for <c>n</c> tokens at once costs its value
    /// times <c>n^0.8</c>, rounded up.
    /// </remarks>
    public IDictionary<BirdeyeEndpoint, int> ComputeUnitCosts { get; } = new Dictionary<BirdeyeEndpoint, int>
    {
        [BirdeyeEndpoint.Trending] = 50,
        [BirdeyeEndpoint.Security] = 50,
        [BirdeyeEndpoint.Overview] = 30,
        [BirdeyeEndpoint.TradeData] = 15,
        [BirdeyeEndpoint.Ohlcv] = 40,
        [BirdeyeEndpoint.Trades] = 10,
        [BirdeyeEndpoint.TradeDataMultiple] = 15,
        [BirdeyeEndpoint.MarketDataMultiple] = 15,
    };

    /// <summary>Gets the number of compute units that one call costs by the option <see cref="ComputeUnitCosts"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="tokens">The number of tokens that the call asks for, whether the API knows them or not.</param>
    internal int CostOf(BirdeyeEndpoint endpoint, int tokens = 1)
    {
        var cost = ComputeUnitCosts.TryGetValue(endpoint, out var one) ? one : 0;
        return tokens == 1 ? cost : (int)Math.Ceiling(cost * Math.Pow(tokens, .8));
    }
}
