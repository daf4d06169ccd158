using BirdeyeDiscovery;

namespace TradingBotHost;

/// <summary>Computes the indicators of the strategy from candles, oldest first.</summary>
internal static class Indicators
{
    /// <summary>Gets Wilder's relative strength index of the closing prices, 0 to 100; 50 when no price changed.</summary>
    public static double Rsi(IReadOnlyList<Candle> candles, int period)
    {
        var (gain, loss) = (0.0, 0.0);
        for (var index = 1; index < candles.Count; index++)
        {
            var change = candles[index].Close - candles[index - 1].Close;
            var weight = 1.0 / Math.Min(index, period);
            gain += weight * (Math.Max(change, 0) - gain);
            loss += weight * (Math.Max(-change, 0) - loss);
        }

        return gain + loss == 0 ? 50 : 100 * gain / (gain + loss);
    }

    /// <summary>Gets the exponential average of the closing prices without the last candle and with it.</summary>
    public static (double Before, double Now) Ema(IReadOnlyList<Candle> candles, int period)
    {
        var (before, now) = (candles[0].Close, candles[0].Close);
        for (var index = 1; index < candles.Count; index++)
        {
            before = now;
            now += 2.0 / (period + 1) * (candles[index].Close - now);
        }

        return (before, now);
    }
}
