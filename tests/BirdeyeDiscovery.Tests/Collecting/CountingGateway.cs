namespace BirdeyeDiscovery.Tests;

/// <summary>A gateway that answers from functions and notes every call as endpoint and argument.</summary>
internal sealed class CountingGateway(TimeProvider clock) : IBirdeyeGateway
{
    public List<string> Calls { get; } = [];

    public List<int> CandleLimits { get; } = [];

    public Func<int, int, MarketList?> Trending { get; set; } = static (_, _) => null;

    public Func<string, TokenSecurity?> Security { get; set; } = static _ => Safe;

    public Func<string, MarketFacts?> Market { get; set; } = Traded;

    public Func<string, CandleSeries?> Candles { get; set; } = static _ => null;

    /// <summary>What the longer intervals have, whose calls read "Ohlcv 1h address".</summary>
    public Func<CandleRequest, CandleSeries?> LongCandles { get; set; } = static _ => null;

    /// <summary>Which calls fail, and how; the text is that of <see cref="Calls"/>.</summary>
    public Func<string, SourceFailureKind?> Fails { get; set; } = static _ => null;

    /// <summary>Gets the endpoints that the plan is known to lack.</summary>
    public HashSet<BirdeyeEndpoint> Lacks { get; } = [];

    /// <summary>Gets or sets whether the failures may be refusals of the plan.</summary>
    public bool MayBeOfPlan { get; set; }

    public IReadOnlyCollection<BirdeyeEndpoint> RefusedEndpoints => [];

    /// <summary>Gets or sets how far this host is off the API's clock, once it was asked; null where it does not tell.</summary>
    public Func<ClockOffset?> Offset { get; set; } = static () => null;

    public ClockOffset? ClockOffset => Offset();

    public static TokenSecurity Safe { get; } = new()
    {
        TotalSupply = Datum<double>.Known(1e9),
        MintAuthority = Datum<string>.Null,
        FreezeAuthority = Datum<string>.Null,
        CreatedAt = Datum<DateTimeOffset>.Known(Candidates.Start.AddDays(-100)),
    };

    public static MarketFacts Traded(string address) => new()
    {
        Address = address,
        Symbol = "Flow",
        Name = "Flow",
        PriceUsd = 0.25,
        LiquidityUsd = 50_000,
        Volume24hUsd = 60_000,
        Change5mPercent = 1,
        Change1hPercent = 2,
        Change24hPercent = 3,
    };

    public int Count(string start) => Calls.Count(call => call.StartsWith(start, StringComparison.Ordinal));

    public ValueTask<Reading<MarketList>> GetTrendingAsync(int offset, int limit, CallScope scope, CancellationToken cancellationToken) =>
        Answer(BirdeyeEndpoint.Trending, FormattableString.Invariant($"{offset}+{limit}"), Trending(offset, limit));

    public ValueTask<Reading<TokenSecurity>> GetSecurityAsync(string address, CallScope scope, CancellationToken cancellationToken) =>
        Answer(BirdeyeEndpoint.Security, address, Security(address));

    public ValueTask<Reading<MarketFacts>> GetOverviewAsync(string address, CallScope scope, CancellationToken cancellationToken) =>
        Answer(BirdeyeEndpoint.Overview, address, Market(address));

    public ValueTask<Reading<MarketFacts>> GetTradeDataAsync(string address, CallScope scope, CancellationToken cancellationToken) =>
        Answer(BirdeyeEndpoint.TradeData, address, Market(address) is { } market ? market with { LiquidityUsd = null, FdvUsd = null } : null);

    public bool IsRefused(BirdeyeEndpoint endpoint, BirdeyeOptions options) => Lacks.Contains(endpoint);

    public ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> GetTradeDataAsync(
        IReadOnlyList<string> addresses, CallScope scope, CancellationToken cancellationToken) =>
        JoinedAsync(BirdeyeEndpoint.TradeDataMultiple, addresses, static market => market with { LiquidityUsd = null, FdvUsd = null });

    public ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> GetMarketDataAsync(
        IReadOnlyList<string> addresses, CallScope scope, CancellationToken cancellationToken) =>
        JoinedAsync(
            BirdeyeEndpoint.MarketDataMultiple,
            addresses,
            static market => new MarketFacts { Address = market.Address, LiquidityUsd = market.LiquidityUsd, FdvUsd = market.FdvUsd });

    public ValueTask<Reading<CandleSeries>> GetCandlesAsync(CandleRequest request, CallScope scope, CancellationToken cancellationToken)
    {
        if (request.Interval != CandleInterval.FiveMinutes)
        {
            return Answer(BirdeyeEndpoint.Ohlcv, $"{CacheKeys.Interval(request.Interval)} {request.Address}", LongCandles(request));
        }

        CandleLimits.Add(request.Limit);
        return Answer(BirdeyeEndpoint.Ohlcv, request.Address, Candles(request.Address));
    }

    public ValueTask<Reading<SwapPage>> GetTradesAsync(string address, CallScope scope, CancellationToken cancellationToken) =>
        Answer(BirdeyeEndpoint.Trades, address, new SwapPage([], 0, 0));

    private async ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> JoinedAsync(
        BirdeyeEndpoint endpoint, IReadOnlyList<string> addresses, Func<MarketFacts, MarketFacts> part)
    {
        var now = clock.GetUtcNow();
        IReadOnlyDictionary<string, Reading<MarketFacts>> tokens = addresses.ToDictionary(
            static address => address,
            address => Market(address) is { } market ? Reading<MarketFacts>.Of(part(market), now) : Reading<MarketFacts>.Unknown(now));
        return await Answer(endpoint, string.Join(' ', addresses.Select(static address => address.TrimEnd('x'))), tokens);
    }

    private ValueTask<Reading<T>> Answer<T>(BirdeyeEndpoint endpoint, string argument, T? value)
        where T : class
    {
        var call = $"{endpoint} {argument}";
        Calls.Add(call);
        var now = clock.GetUtcNow();
        return ValueTask.FromResult(Fails(call) is { } kind ? Reading<T>.Failed(new SourceFailure(kind, endpoint, null, "scripted") { MayBeOfPlan = MayBeOfPlan }, now)
            : value is null ? Reading<T>.Unknown(now)
            : Reading<T>.Of(value, now));
    }
}
