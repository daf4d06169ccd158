namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A scorer with a fault.</summary>
internal sealed class BrokenScorer : ITokenScorer
{
    public string Version => "broken";

    public string OptionsHash => "none";

    public TokenScore Score(in ScoreInputs inputs) => throw new DivideByZeroException("the volume of yesterday is 0");
}

/// <summary>A strategy policy with a fault.</summary>
internal sealed class BrokenPolicy : IStrategyPolicy
{
    public StrategyChoice Choose(StrategyFacts facts) => throw new KeyNotFoundException("no parameters for this category");
}

/// <summary>An observer with a fault.</summary>
internal sealed class BrokenObserver : IDiscoveryObserver
{
    public ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken) =>
        throw new HttpRequestException("the webhook answers 404");
}

/// <summary>A strategy of a bot, and a factory of such strategies with a fault.</summary>
internal sealed class LiveStrategy
{
    /// <summary>Gets a factory that throws.</summary>
    public static IStrategyFactory<LiveStrategy> Broken { get; } = new BrokenFactory();

    /// <summary>Gets a factory that knows another type than the configured ones.</summary>
    public static IStrategyFactory<LiveStrategy> OfOneType { get; } = StrategyFactory.ByType(
        new Dictionary<string, Func<TokenStrategy, LiveStrategy>> { ["scalper"] = static _ => new LiveStrategy() });

    private sealed class BrokenFactory : IStrategyFactory<LiveStrategy>
    {
        public LiveStrategy Create(TokenStrategy strategy) => throw new FormatException("rsi_period is missing");
    }
}
