namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>
/// The requests of a cycle, after the reference market: a warm staged cycle with trade data costs about 1,017 units and an audit about 1,900,
/// and after a restart the history of long candles is read again.
/// </summary>
internal sealed class MarketCosts(Random chance)
{
    private const int Tracked = 9;

    public IEnumerable<BirdeyeEndpoint> Requests(CycleContext context, bool isAudit, bool isFirst)
    {
        var limit = context.Options.Discovery.TrendingLimit;
        for (var page = 0; page < Math.Ceiling(limit / 20.0); page++)
        {
            yield return BirdeyeEndpoint.Trending;
        }

        for (var token = 0; token < Tracked; token++)
        {
            yield return BirdeyeEndpoint.TradeData;
            yield return BirdeyeEndpoint.Trades;
            if (isFirst || chance.Next(5) < 2)
            {
                yield return BirdeyeEndpoint.Ohlcv;
            }
        }

        var candidates = isAudit ? .9 * limit : limit * (.3 + (.2 * chance.NextDouble()));
        for (var candidate = 0; candidate < candidates; candidate++)
        {
            yield return BirdeyeEndpoint.TradeData;
            yield return BirdeyeEndpoint.Trades;
            if (isFirst || chance.Next(50) == 0)
            {
                yield return BirdeyeEndpoint.Security;
            }
        }
    }

    public int LongCandles(bool isFirst) => isFirst ? 2 * Tracked : chance.Next(10) == 0 ? 2 : 0;
}
