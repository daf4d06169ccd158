using BirdeyeDiscovery;

namespace TradingBotHost;

/// <summary>
/// Buys a token that is oversold or rises on volume, and sells one that is overbought or turns down. It is pure: the same candles return
/// the same answer.
/// </summary>
internal sealed class RsiEmaStrategy(SignalConfig config)
{
    /// <summary>The strategy type in the store.</summary>
    public const string Type = "rsi_ema";

    public SignalConfig Config => config;

    /// <param name="candles">Closed candles, oldest first.</param>
    public bool WantsIn(IReadOnlyList<Candle> candles)
    {
        if (candles.Count <= Math.Max(config.EmaSlow, config.RsiPeriod) + 1)
        {
            return false;
        }

        var rsi = Indicators.Rsi(candles, config.RsiPeriod);
        var volume = candles.SkipLast(1).Average(static candle => candle.Volume);
        return rsi < config.RsiOversold
            || (Lead(candles).Now > 0 && rsi < config.RsiOverbought && candles[^1].Volume >= config.VolumeMultiplier * volume);
    }

    /// <param name="candles">Closed candles, oldest first.</param>
    public bool WantsOut(IReadOnlyList<Candle> candles) =>
        candles.Count > Math.Max(config.EmaSlow, config.RsiPeriod) + 1
        && (Indicators.Rsi(candles, config.RsiPeriod) > config.RsiOverbought || Lead(candles) is { Before: >= 0, Now: < 0 });

    // The distance of the fast average above the slow one, without the last candle and with it.
    private (double Before, double Now) Lead(IReadOnlyList<Candle> candles)
    {
        var (fastBefore, fast) = Indicators.Ema(candles, config.EmaFast);
        var (slowBefore, slow) = Indicators.Ema(candles, config.EmaSlow);
        return (fastBefore - slowBefore, fast - slow);
    }
}
