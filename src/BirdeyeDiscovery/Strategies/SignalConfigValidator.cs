using System.Globalization;

namespace BirdeyeDiscovery.Strategies;

/// <summary>Checks the ranges of the strategy configuration <see cref="SignalConfig"/>.</summary>
internal sealed class SignalConfigValidator : IStrategyConfigValidator<SignalConfig>
{
    /// <inheritdoc/>
    public IReadOnlyList<StrategyConfigFault> Validate(string strategyType, SignalConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var faults = new List<StrategyConfigFault>();
        Check("rsi_period", config.RsiPeriod, config.RsiPeriod is >= 2 and <= 200, "a whole number from 2 to 200");
        Check("rsi_oversold", config.RsiOversold, config.RsiOversold is >= 0 and <= 100, "a number from 0 to 100");
        Check("rsi_overbought", config.RsiOverbought, config.RsiOverbought is >= 0 and <= 100, "a number from 0 to 100");
        Check("ema_fast", config.EmaFast, config.EmaFast is >= 1 and <= 500, "a whole number from 1 to 500");
        Check("ema_slow", config.EmaSlow, config.EmaSlow is >= 2 and <= 500, "a whole number from 2 to 500");
        Check("volume_multiplier", config.VolumeMultiplier, config.VolumeMultiplier is >= 0 and <= 1_000, "a number from 0 to 1,000");
        Check("stop_loss_pct", config.StopLossPct, config.StopLossPct is > 0 and <= 100, "a number above 0 and up to 100");
        Check("take_profit_pct", config.TakeProfitPct, config.TakeProfitPct is > 0 and <= 100_000, "a number above 0 and up to 100,000");
        Check("max_hold_minutes", config.MaxHoldMinutes, config.MaxHoldMinutes is >= 1 and <= 100_000, "a whole number from 1 to 100,000");
        if (faults.Count == 0)
        {
            Check(
                "rsi_oversold",
                config.RsiOversold,
                config.RsiOversold < config.RsiOverbought,
                $"a number below rsi_overbought, which is {Text(config.RsiOverbought)}");
            Check(
                "ema_fast",
                config.EmaFast,
                config.EmaFast < config.EmaSlow,
                $"a whole number below ema_slow, which is {Text(config.EmaSlow)}");
        }

        return faults;

        void Check(string field, double value, bool isAllowed, string allowed)
        {
            if (!isAllowed)
            {
                faults.Add(new StrategyConfigFault(field, Text(value), allowed));
            }
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
