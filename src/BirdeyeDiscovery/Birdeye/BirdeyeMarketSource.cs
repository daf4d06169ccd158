namespace BirdeyeDiscovery;

/// <summary>The market source that reads from Birdeye: figures of several tokens per call where the plan allows it, else of one.</summary>
internal sealed class BirdeyeMarketSource(IBirdeyeGateway gateway) : IMarketSource, ISourceClock
{
    private readonly TrendingPages _pages = new(gateway);
    private readonly MarketAuthority _market = new(gateway);

    public IReadOnlyCollection<string> RefusedCalls => [.. gateway.RefusedEndpoints.Select(static endpoint => endpoint.ToString())];

    public ClockOffset? ClockOffset => gateway.ClockOffset;

    public MarketSourceInfo Describe(BirdeyeDiscoveryOptions options) => new()
    {
        Name = MarketSourceInfo.Birdeye,
        FactsPerCall = _market.TokensPerCall(options.Birdeye),
        Costs = options.Birdeye.ComputeUnitCosts.ToDictionary(
            static cost => cost.Key.ToString(), static cost => cost.Value, StringComparer.Ordinal),
    };

    public ValueTask<Reading<MarketList>> ReadListAsync(int limit, CallScope calls, CancellationToken cancellationToken) =>
        _pages.ReadAsync(limit, calls, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadFactsAsync(
        IReadOnlyList<FactsRequest> requests, CallScope calls, CancellationToken cancellationToken) =>
        _market.ReadAsync(requests, calls, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadSwapsAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken) => EachAsync(
            addresses,
            static address => address,
            async address => Sampled(address, await gateway.GetTradesAsync(address, calls, cancellationToken).ConfigureAwait(false)));

    public ValueTask<IReadOnlyDictionary<string, Reading<SecurityFacts>>> ReadSecurityAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken) => EachAsync(
            addresses,
            static address => address,
            async address => (await gateway.GetSecurityAsync(address, calls, cancellationToken).ConfigureAwait(false))
                .Select(static security => security.ToFacts()));

    public ValueTask<IReadOnlyDictionary<string, Reading<CandleSeries>>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, CallScope calls, CancellationToken cancellationToken) =>
        EachAsync(requests, static request => request.Address, request => gateway.GetCandlesAsync(request, calls, cancellationToken));

    private static async ValueTask<IReadOnlyDictionary<string, Reading<T>>> EachAsync<TRequest, T>(
        IReadOnlyList<TRequest> requests, Func<TRequest, string> address, Func<TRequest, ValueTask<Reading<T>>> read)
        where T : class
    {
        var answers = new Dictionary<string, Reading<T>>(requests.Count, StringComparer.Ordinal);
        foreach (var request in requests)
        {
            answers[address(request)] = await read(request).ConfigureAwait(false);
        }

        return answers;
    }

    // A page in which no swap has a value gives no round-trip share. It becomes an unknown reading, because unknown readings are not
    // cached.
    private static Reading<MarketFacts> Sampled(string address, Reading<SwapPage> reading) =>
        reading.Value is { } page && RoundTrips.Share(page.Trades) is null
            ? Reading<MarketFacts>.Unknown(reading.AsOf)
            : reading.Select(page => new MarketFacts { Address = address, RoundTripShare = RoundTrips.Share(page.Trades) });
}
