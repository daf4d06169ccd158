namespace BirdeyeDiscovery;

/// <summary>Fills missing momentum windows of collected facts from candles.</summary>
internal static class Momentum
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static CandidateFacts Fill(CandidateFacts facts, CandleSeries series, DateTimeOffset now) => facts with
    {
        Change5mPercent = facts.Change5mPercent ?? Change(series.Candles, now, FiveMinutes),
        Change1hPercent = facts.Change1hPercent ?? Change(series.Candles, now, Hour),
        Change24hPercent = facts.Change24hPercent ?? Change(series.Candles, now, Day),
    };

    /// <summary>
    /// Gets the momentum of a candidate from collected candles: the change in percent from the last close at or before the start of the
    /// window to the last close; null when the candles do not reach back that far.
    /// </summary>
    private static double? Change(IReadOnlyList<Candle> candles, DateTimeOffset now, TimeSpan window)
    {
        // The timestamp of a collected candle is its start, and its close is the price at its end. The search for the price change
        // therefore starts one candle before the window.
        var start = (now - window).ToUnixTimeSeconds() - (long)CandleInterval.FiveMinutes;
        Candle? then = null;
        foreach (var candle in candles)
        {
            if (candle.Timestamp > start)
            {
                break;
            }

            then = candle;
        }

        return then is { Close: > 0 } past && ((candles[^1].Close / past.Close) - 1) * 100 is var change && Unit.Percent.Allows(change)
            ? change
            : null;
    }
}
