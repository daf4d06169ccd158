namespace BirdeyeDiscovery.Integration.Tests.Budget;

/// <summary>
/// The requests of a cycle, after the reference market with trade data of one token: a warm staged cycle costs about 1,100 units and an audit
/// about 2,000, and after a restart the history of long candles is read again. The longer the interval, the more of a cycle is dear: tracked
/// tokens have left a shorter list and need the overview, and a candle of each has closed.
/// </summary>
internal sealed class MarketCosts(Random chance)
{
    // Ten slots, SOL and JUP.
    private const int Tracked = 12;

    public IEnumerable<BirdeyeEndpoint> Requests(CycleContext context, bool isAudit, bool isFirst)
    {
        var limit = context.Options.Discovery.TrendingLimit;
        for (var page = 0; page < Math.Ceiling(limit / 20.0); page++)
        {
            yield return BirdeyeEndpoint.Trending;
        }

        for (var token = 0; token < Tracked; token++)
        {
            yield return chance.Next(50) < limit ? BirdeyeEndpoint.TradeData : BirdeyeEndpoint.Overview;
            yield return BirdeyeEndpoint.Trades;
            if (isFirst || chance.NextDouble() < context.Options.Discovery.Interval / TimeSpan.FromMinutes(5))
            {
                yield return BirdeyeEndpoint.Ohlcv;
            }
        }

        var candidates = isAudit ? .9 * limit : limit * (.3 + (.2 * chance.NextDouble()));
        for (var candidate = 0; candidate < candidates; candidate++)
        {
            yield return BirdeyeEndpoint.TradeData;
            yield return BirdeyeEndpoint.Trades;
            if (isFirst || chance.NextDouble() < .02 * (context.Options.Discovery.Interval / TimeSpan.FromMinutes(2)))
            {
                yield return BirdeyeEndpoint.Security;
            }
        }
    }

    public int LongCandles(bool isFirst) => isFirst ? 2 * Tracked : chance.Next(10) == 0 ? 2 : 0;
}
