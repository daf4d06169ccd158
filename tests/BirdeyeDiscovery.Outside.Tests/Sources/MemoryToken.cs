namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>A token of <see cref="MemoryMarketSource"/>; all of them look safe.</summary>
internal sealed record MemoryToken(string Address, string Symbol, double LiquidityUsd)
{
    public MarketFacts Facts => new()
    {
        Address = Address,
        Symbol = Symbol,
        Name = Symbol,
        LiquidityUsd = LiquidityUsd,
        FdvUsd = 10 * LiquidityUsd,
        Volume24hUsd = 2 * LiquidityUsd,
        Change5mPercent = 1,
        Change1hPercent = 4,
        Change24hPercent = 20,
        BuyVolume24hUsd = 1.1 * LiquidityUsd,
        SellVolume24hUsd = 0.9 * LiquidityUsd,
        Buys24h = 1_100,
        Sells24h = 900,
        Buys1h = 60,
        Sells1h = 40,
        UniqueWallets24h = 800,
        RoundTripShare = 0.05,
    };

    public static SecurityFacts Security => new()
    {
        Top10Share = 0.15,
        CreatorShare = 0.01,
        OwnerShare = 0,
        CreatedAt = DateTimeOffset.UnixEpoch.AddYears(50),
    };

    /// <summary>Gets the buckets that were asked for, of which the last is still open; the price rises a little with each.</summary>
    public static IReadOnlyList<Candle> Candles(CandleRequest request)
    {
        var length = (long)request.Interval;
        return [.. Enumerable.Range(0, request.Limit).Select(index => Candle(request.From + (index * length), index))];

        static Candle Candle(long start, int index) => new(start, 1 + (0.01 * index), 1.02 + (0.01 * index), 0.99 + (0.01 * index), 1.01 + (0.01 * index), 1_000);
    }

    public static IReadOnlyDictionary<string, MemoryToken> Samples { get; } = new[]
    {
        new MemoryToken("DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263", "BONK", 900_000),
        new MemoryToken("EKpQGSJtjMFqKZ9KQanSqYXRcF8fBopzLHYxdM65zcjm", "WIF", 700_000),
        new MemoryToken("JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN", "JUP", 500_000),
    }.ToDictionary(static token => token.Address, StringComparer.Ordinal);
}
