using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>The market source that reads from Birdeye: figures of several tokens per call where the plan allows it, else of one.</summary>
internal sealed class BirdeyeMarketSource(IBirdeyeGateway gateway) : IMarketSource, ISourceClock
{
    /// <summary>The largest page of the trending list that Birdeye accepts.</summary>
    private const int PageSize = 20;

    /// <summary>
    /// The built-in market source accepts a few rows of the trending list that cannot be read. With more than one row in this many, a part
    /// of the list counts as lost.
    /// </summary>
    private const int LostShare = 10;

    private readonly MarketAuthority _market = new(gateway);

    public IReadOnlyCollection<string> RefusedCalls => [.. gateway.RefusedEndpoints.Select(static endpoint => endpoint.ToString())];

    public ClockOffset? ClockOffset => gateway.ClockOffset;

    public MarketSourceInfo Describe(BirdeyeDiscoveryOptions options) => new()
    {
        Name = MarketSourceInfo.Birdeye,
        FactsPerCall = _market.TokensPerCall(options.Birdeye),
        CallsAtOnce = (int)Math.Clamp(options.Birdeye.RequestsPerSecond, 1, options.Birdeye.MaxConcurrency),
        Costs = options.Birdeye.ComputeUnitCosts.ToDictionary(
            static cost => cost.Key.ToString(), static cost => cost.Value, StringComparer.Ordinal),
    };

    // The trending list is read page by page. When a page fails, the other pages are still read; the list's failures and faults name the
    // page.
    public async ValueTask<Reading<MarketList>> ReadListAsync(int limit, CallScope calls, CancellationToken cancellationToken)
    {
        var tokens = new List<MarketFacts>(limit);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var failures = new List<SourceFailure>();
        var faults = new List<string>();
        var (rows, unreadable) = (0, 0);
        var isPageLost = false;
        var repeated = 0;
        DateTimeOffset? updated = null;
        DateTimeOffset asOf = default;
        for (var offset = 0; offset < limit; offset += PageSize)
        {
            var size = Math.Min(PageSize, limit - offset);
            var reading = await gateway.GetTrendingAsync(offset, size, calls, cancellationToken).ConfigureAwait(false);
            asOf = asOf == default || reading.AsOf < asOf ? reading.AsOf : asOf;
            if (reading.Value is not { } page)
            {
                if (reading.Failure is { } failed)
                {
                    failures.Add(failed);
                }
                else
                {
                    faults.Add("Trending: a page was answered without data");
                }

                continue;
            }

            var before = tokens.Count;
            foreach (var row in page.Tokens)
            {
                if (seen.Add(row.Address))
                {
                    tokens.Add(row);
                }
            }

            var pageRows = page.Tokens.Count + page.UnreadableRows;
            rows += pageRows;
            isPageLost |= page.UnreadableRows * 2 > pageRows;
            repeated += page.Tokens.Count > 0 && tokens.Count == before ? 1 : 0;
            unreadable += page.UnreadableRows;
            updated = Older(updated, page.UpdatedAt);

            // Neither a short page nor one of known tokens ends the list: the API drops rows after it has cut the page, and the list
            // changes while it is paged. The limit bounds the number of pages.
            if (pageRows == 0)
            {
                break;
            }
        }

        // A part of Birdeye's trending list counts as lost if most rows of a page, or more than a tenth of all rows, cannot be read.
        if (isPageLost || unreadable * LostShare > rows)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture, $"Trending: a part of the list is lost, {unreadable} of {rows} rows cannot be read"));
        }

        var list = new MarketList
        {
            Limit = limit,
            Tokens = tokens,
            UpdatedAt = updated,
            UnreadableRows = unreadable,
            Failures = failures,
            Faults = faults,
            RepeatedPages = repeated,
        };
        return Reading<MarketList>.Of(list, asOf);
    }

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

    private static DateTimeOffset? Older(DateTimeOffset? left, DateTimeOffset? right) =>
        left is { } a && right is { } b ? (a < b ? a : b) : left ?? right;

    // A page of swaps in which none has a value has no round-trip share. The built-in market source returns it as an unknown reading, which
    // is not cached.
    private static Reading<MarketFacts> Sampled(string address, Reading<SwapPage> reading) =>
        reading.Value is { } page && page.RoundTripShare() is null
            ? Reading<MarketFacts>.Unknown(reading.AsOf)
            : reading.Select(page => new MarketFacts { Address = address, RoundTripShare = page.RoundTripShare() });
}
