namespace BirdeyeDiscovery;

/// <summary>
/// The compute units that a cycle costs on average, by kind of work, for the forecast of a month. Recent cycles count more. Pure.
/// </summary>
internal sealed record CycleCosts
{
    /// <summary>A mean cost in the forecast covers about this many cycles.</summary>
    private const double Memory = 100;

    /// <summary>
    /// The estimate by the prices counts as this many cycles in the forecast's mean cost, so that a cold first cycle does not decide alone.
    /// </summary>
    private const int EstimateCounts = 2;

    /// <summary>Gets the forecast's cost of a cycle with the whole list, without the history of long candles, that is no audit.</summary>
    public required double Cycle { get; init; }

    /// <summary>Gets the forecast's cost of the history of long candles in an average cycle.</summary>
    public double LongCandles { get; init; }

    /// <summary>Gets the forecast's cost of an audit cycle.</summary>
    public required double Audit { get; init; }

    /// <summary>Gets the forecast's cost of a cycle that reads tracked tokens alone, as the prices give it.</summary>
    public required double Tracked { get; init; }

    /// <summary>Gets the forecast's cost of a cycle with a shortened list, and the length of that list; 0 before there was one.</summary>
    public double Shallow { get; init; }

    public int ShallowLimit { get; init; }

    /// <summary>Gets how many cycles of each kind the forecast's costs come from; an estimate counts as none.</summary>
    public int Cycles { get; init; }

    public int LongCandleCycles { get; init; }

    public int Audits { get; init; }

    public int ShallowCycles { get; init; }

    /// <summary>Estimates for the forecast what cycles cost by the prices, before any cycle was measured.</summary>
    public static CycleCosts Estimate(BirdeyeDiscoveryOptions options)
    {
        var market = options.Birdeye.Enrichment == EnrichmentSource.Overview ? BirdeyeEndpoint.Overview : BirdeyeEndpoint.TradeData;
        double pages = Price(BirdeyeEndpoint.Trending) * Math.Ceiling(options.Discovery.TrendingLimit / 20.0);
        double candidate = Price(market) + Price(BirdeyeEndpoint.Trades);
        var tracked = pages + ((options.Discovery.ActiveSlots + 2) * (candidate + Price(BirdeyeEndpoint.Ohlcv)));
        var audit = tracked + (.8 * options.Discovery.TrendingLimit * candidate);
        return new CycleCosts
        {
            Tracked = tracked,
            Audit = audit,
            Cycle = options.Discovery.Enrichment == EnrichmentMode.Staged ? (tracked + audit) / 2 : audit,
        };

        int Price(BirdeyeEndpoint endpoint) => options.Birdeye.ComputeUnitCosts.TryGetValue(endpoint, out var price) ? price : 0;
    }

    /// <summary>Gets the forecast's cost of a cycle whose list has a given length.</summary>
    /// <param name="limit">The length.</param>
    /// <param name="whole">The length that is configured.</param>
    public double At(int limit, int whole)
    {
        var (below, from) = (Tracked, 0);
        if (limit >= whole)
        {
            return Cycle;
        }

        if (ShallowCycles > 0 && ShallowLimit < whole)
        {
            if (limit <= ShallowLimit)
            {
                return Between(0, Math.Min(Tracked, Shallow), ShallowLimit, Shallow, limit);
            }

            (below, from) = (Shallow, ShallowLimit);
        }

        return Between(from, Math.Min(below, Cycle), whole, Cycle, limit);
    }

    /// <summary>Adds a measured cycle to the costs of the forecast.</summary>
    /// <param name="units">The cost of the cycle.</param>
    /// <param name="longCandles">The part of it that the history of long candles cost; null when it was not read.</param>
    /// <param name="isAudit">Whether it was an audit.</param>
    /// <param name="limit">The length of its list.</param>
    /// <param name="whole">The length that is configured.</param>
    public CycleCosts With(double units, double? longCandles, bool isAudit, int limit, int whole)
    {
        // A cycle counts in the forecast's costs as at most twice the mean. The first cycle of a process is expensive, but rare enough not
        // to matter for the month.
        var rest = Math.Min(units - (longCandles ?? 0), 2 * (isAudit ? Audit : Cycle));
        var costs = longCandles is { } history
            ? this with { LongCandles = Mean(LongCandles, LongCandleCycles, history), LongCandleCycles = LongCandleCycles + 1 }
            : this;
        return isAudit ? costs with { Audit = Mean(Audit, Audits, rest), Audits = Audits + 1 }
            : limit >= whole ? costs with { Cycle = Mean(Cycle, Cycles, rest), Cycles = Cycles + 1 }
            : costs with
            {
                Shallow = limit == ShallowLimit ? Mean(Shallow, ShallowCycles, rest) : Mean(At(limit, whole), 0, rest),
                ShallowCycles = limit == ShallowLimit ? ShallowCycles + 1 : 1,
                ShallowLimit = limit,
            };
    }

    private static double Mean(double mean, int count, double value) =>
        mean + ((value - mean) / Math.Min(count + 1 + EstimateCounts, Memory));

    private static double Between(int from, double low, int to, double high, int at) =>
        to <= from ? high : low + ((high - low) * (at - from) / (to - from));
}
