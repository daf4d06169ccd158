namespace BirdeyeDiscovery.Tests;

/// <summary>A market source that answers several tokens a call and notes every call.</summary>
internal sealed class BatchSource : IMarketSource
{
    public string Name { get; init; } = "Batch";

    public int PerCall { get; init; } = 1;

    /// <summary>Gets what is left out of the answer to a question, by question and address; it may throw.</summary>
    public Func<string, string, bool> Breaks { get; init; } = static (_, _) => false;

    public List<string> Calls { get; } = [];

    public IReadOnlyCollection<string> RefusedCalls => [];

    public MarketSourceInfo Describe(BirdeyeDiscoveryOptions options) => new() { Name = Name, FactsPerCall = PerCall, SecurityPerCall = PerCall, SwapsPerCall = 0 };

    public ValueTask<Reading<MarketList>> ReadListAsync(int limit, CallScope calls, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadFactsAsync(
        IReadOnlyList<FactsRequest> requests, CallScope calls, CancellationToken cancellationToken) => Answer(
            "facts",
            requests.Select(static request => request.Address),
            static address => new MarketFacts { Address = address, Change5mPercent = 7, Change1hPercent = 1, Change24hPercent = 1 });

    public ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadSwapsAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyDictionary<string, Reading<SecurityFacts>>> ReadSecurityAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken) => Answer(
            "security", addresses, static _ => new SecurityFacts { CreatedAt = Candidates.Start.AddDays(-9) });

    public ValueTask<IReadOnlyDictionary<string, Reading<CandleSeries>>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, CallScope calls, CancellationToken cancellationToken) => throw new NotSupportedException();

    private ValueTask<IReadOnlyDictionary<string, Reading<T>>> Answer<T>(string question, IEnumerable<string> addresses, Func<string, T> answer)
        where T : class
    {
        var asked = addresses.ToArray();
        Calls.Add($"{question} {string.Join(' ', asked.Select(static address => address.TrimEnd('x')))}");
        return ValueTask.FromResult<IReadOnlyDictionary<string, Reading<T>>>(
            asked.Where(address => !Breaks(question, address)).ToDictionary(static address => address, address => Reading<T>.Of(answer(address), Candidates.Start), StringComparer.Ordinal));
    }
}
