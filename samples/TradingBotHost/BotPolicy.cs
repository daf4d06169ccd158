using BirdeyeDiscovery;

namespace TradingBotHost;

/// <summary>
/// Assigns a strategy to each token that enters: the same rules for all, with wider stops for smaller tokens. A strategy that a person
/// changed by hand is kept.
/// </summary>
internal sealed class BotPolicy : IStrategyPolicy
{
    private static readonly SignalConfig Large = new(
        RsiPeriod: 7,
        RsiOversold: 30,
        RsiOverbought: 80,
        EmaFast: 3,
        EmaSlow: 8,
        VolumeMultiplier: 0.8,
        StopLossPct: 1,
        TakeProfitPct: 1.5,
        MaxHoldMinutes: 30);
    private static readonly SignalConfig Small = Large with { StopLossPct = 3, TakeProfitPct = 5, MaxHoldMinutes = 20 };

    public StrategyChoice Choose(StrategyFacts facts) =>
        new(RsiEmaStrategy.Type, SignalConfig.Format.Write(RsiEmaStrategy.Type, facts.Category == TokenCategory.Bluechip ? Large : Small));

    /// <summary>Creates the live instance of the registry from the stored strategy.</summary>
    public static IStrategyFactory<RsiEmaStrategy> Factory { get; } = StrategyFactory.ByType(
        new Dictionary<string, Func<TokenStrategy, RsiEmaStrategy>>
        {
            [RsiEmaStrategy.Type] = static strategy => new RsiEmaStrategy(SignalConfig.Format.ReadOrThrow(strategy) ?? Small),
        });
}
