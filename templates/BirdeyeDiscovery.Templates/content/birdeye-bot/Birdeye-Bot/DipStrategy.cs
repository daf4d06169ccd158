using BirdeyeDiscovery;
using BirdeyeDiscovery.Strategies;

namespace Birdeye_Bot;

/// <summary>What a strategy wants.</summary>
internal enum Signal
{
    None,
    Buy,
    Sell,
}

/// <summary>
/// Buys a token that fell from its last high, and sells one that rose from its last low. It is pure: the same candles give the same signal.
/// </summary>
internal sealed class DipStrategy(SignalConfig config)
{
    /// <summary>The type of the strategy in the configuration and in the store.</summary>
    public const string Type = "dip";

    /// <summary>Makes the instance of a token from its stored type and parameters.</summary>
    public static IStrategyFactory<DipStrategy> Factory { get; } = StrategyFactory.ByType(
        new Dictionary<string, Func<TokenStrategy, DipStrategy>>
        {
            [Type] = static strategy => new DipStrategy(SignalConfig.Format.ReadOrThrow(strategy) ?? new SignalConfig()),
        });

    /// <param name="candles">Closed candles, oldest first.</param>
    public Signal Decide(IReadOnlyList<Candle> candles)
    {
        if (candles.Count < config.EmaFast)
        {
            return Signal.None;
        }

        var recent = candles.TakeLast(config.EmaFast).ToList();
        var (price, high, low) = (recent[^1].Close, recent.Max(static candle => candle.High), recent.Min(static candle => candle.Low));
        return price <= high * (1 - (config.StopLossPct / 100)) ? Signal.Buy
            : price >= low * (1 + (config.TakeProfitPct / 100)) ? Signal.Sell
            : Signal.None;
    }
}
