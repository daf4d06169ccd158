namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>A market source over a dictionary: what it needs to be asked by an engine, and nothing more.</summary>
internal sealed class MemoryMarketSource(IReadOnlyDictionary<string, MemoryToken> tokens, TimeProvider clock) : IMarketSource
{
    private const int Cost = 3;

    private long _requests;

    /// <summary>Gets how often the other side was asked; here that is a look into the dictionary.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public IReadOnlyCollection<string> RefusedCalls => [];

    public MarketSourceInfo Describe(BirdeyeDiscoveryOptions options) => new()
    {
        Name = "Memory",
        FactsPerCall = 20,
        SwapsPerCall = 5,
        SecurityPerCall = 2,
        Costs = new Dictionary<string, int> { ["List"] = Cost, ["Figures"] = Cost, ["Swaps"] = Cost, ["Security"] = Cost, ["Candles"] = Cost },
        CandleIntervals = [CandleInterval.FiveMinutes],
    };

    public ValueTask<Reading<MarketList>> ReadListAsync(int limit, CallScope calls, CancellationToken cancellationToken) => new(
        TryBegin("List", calls, cancellationToken) is { } failure
            ? Reading<MarketList>.Failed(failure, clock.GetUtcNow())
            : Reading<MarketList>.Of(
                new MarketList { Limit = limit, Tokens = [.. tokens.Take(limit).Select(static token => token.Value.Facts)] },
                clock.GetUtcNow()));

    public ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadFactsAsync(
        IReadOnlyList<FactsRequest> requests, CallScope calls, CancellationToken cancellationToken) => new(Answer(
            "Figures", [.. requests.Select(static request => request.Address)], static (token, _) => token.Facts, calls, cancellationToken));

    public ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadSwapsAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken) => new(Answer(
            "Swaps", addresses, static (token, _) => token.Facts, calls, cancellationToken));

    public ValueTask<IReadOnlyDictionary<string, Reading<SecurityFacts>>> ReadSecurityAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken) => new(Answer(
            "Security", addresses, static (_, _) => MemoryToken.Security, calls, cancellationToken));

    public ValueTask<IReadOnlyDictionary<string, Reading<CandleSeries>>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, CallScope calls, CancellationToken cancellationToken) => new(Answer(
            "Candles",
            [.. requests.Select(static request => request.Address)],
            (_, index) => new CandleSeries(MemoryToken.Candles(requests[index]), unreadableRows: 0),
            calls,
            cancellationToken));

    private Dictionary<string, Reading<T>> Answer<T>(
        string question, IReadOnlyList<string> addresses, Func<MemoryToken, int, T> select, CallScope calls, CancellationToken cancellationToken)
        where T : class
    {
        var failure = TryBegin(question, calls, cancellationToken);
        var now = clock.GetUtcNow();
        var answers = new Dictionary<string, Reading<T>>(StringComparer.Ordinal);
        for (var index = 0; index < addresses.Count; index++)
        {
            answers[addresses[index]] = failure is not null ? Reading<T>.Failed(failure, now)
                : tokens.TryGetValue(addresses[index], out var token) ? Reading<T>.Of(select(token, index), now)
                : Reading<T>.Unknown(now);
        }

        return answers;
    }

    // Once per request: cancellation is thrown, a cycle that may not ask any more gets a failure, and the request is counted before it is sent.
    private SourceFailure? TryBegin(string question, CallScope calls, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (calls.Ended.IsCancellationRequested)
        {
            return new SourceFailure { Kind = SourceFailureKind.CallsEnded, Call = question, Detail = "The calls of this cycle have ended." };
        }

        calls.CountCall(Cost);
        Interlocked.Increment(ref _requests);
        return null;
    }
}
