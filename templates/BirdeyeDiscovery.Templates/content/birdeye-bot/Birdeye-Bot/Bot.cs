using System.Globalization;
using BirdeyeDiscovery;
using BirdeyeDiscovery.Strategies;

namespace Birdeye_Bot;

/// <summary>Asks the strategy of each active token what to do after each cycle. It prints the answer and trades nothing.</summary>
internal sealed class Bot(ILiveReader live, IStrategyRegistry<DipStrategy> strategies) : IDiscoveryObserver
{
    /// <summary>Gets the signals of the last cycle by the address of the token.</summary>
    public IReadOnlyDictionary<string, Signal> Signals { get; private set; } = new Dictionary<string, Signal>();

    public async ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken)
    {
        // Tokens that entered in this cycle have no instance yet.
        await strategies.RefreshAsync(cancellationToken);
        var signals = new Dictionary<string, Signal>();
        foreach (var token in result.ActiveTokens)
        {
            using var strategy = strategies.Borrow(token.Address);
            var candles = await live.GetCandlesAsync(token.Address, CandleInterval.FiveMinutes, cancellationToken);

            // No candles, or stale ones, are no reason to trade.
            var signal = strategy is not null && !candles.IsStale && candles.TryGet(out var known) && known.Count > 1
                ? strategy.Instance.Decide([.. known.SkipLast(1)])
                : Signal.None;
            signals[token.Address] = signal;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.LastCycle:HH:mm:ss}Z {token.Symbol}: {signal}"));
        }

        Signals = signals;
    }
}
