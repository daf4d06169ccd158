using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Chooses what the engine logs of a cycle: its outcome, and each token that changed with the reason.</summary>
internal sealed class CycleLog(ILogger logger, string engine, TimeProvider clock)
{
    // The engine's log does not mention one overrun, because the first cycle reads long candles and may overrun. Several overruns in a row
    // show that the interval is too short.
    private const int OverrunsThatTell = 2;

    private int _overruns;

    public void Write(CycleResult result, BirdeyeDiscoveryOptions options)
    {
        var interval = options.Discovery.Interval;
        var cycle = result.Snapshot!;
        TellOverrun(cycle, interval);
        if (cycle.Outcome == CycleOutcome.Failed)
        {
            var next = result.NextDue ?? cycle.CycleTimestamp + interval;
            var error = cycle.Error ?? "no reason was stored";
            Log.CycleFailed(
                logger,
                engine,
                cycle.CycleTimestamp,
                error,
                error.Contains(CycleFaults.NothingAnswered, StringComparison.Ordinal)
                    ? $" Check the network, a proxy and {options.PathOf("Birdeye:BaseUrl")}."
                    : "",
                cycle.ApiCallsMade,
                NounOf(cycle),
                next,
                Log.SecondsUntil(next, clock.GetUtcNow()));
        }
        else
        {
            Log.CycleEnded(
                logger,
                engine,
                cycle.CycleTimestamp,
                cycle.Outcome,
                cycle.ScoredCount,
                cycle.RejectedCount,
                cycle.ApiCallsMade,
                NounOf(cycle));
        }

        if (!logger.IsEnabled(LogLevel.Information) || cycle.Mode != DiscoveryMode.Manage)
        {
            return;
        }

        var symbols = result.Scores.Select(static score => (score.TokenAddress, score.Symbol))
            .Concat(result.ActiveTokens.Select(static token => (TokenAddress: token.Address, token.Symbol)))
            .Concat(result.Rejections.Select(static rejection => (rejection.TokenAddress, rejection.Symbol)))
            .GroupBy(static token => token.TokenAddress, static token => token.Symbol, StringComparer.Ordinal)
            .ToDictionary(static token => token.Key, static token => token.First(), StringComparer.Ordinal);
        foreach (var change in result.Events)
        {
            Log.TokenChanged(
                logger,
                engine,
                symbols.GetValueOrDefault(change.TokenAddress, ""),
                change.TokenAddress,
                StoredText.Of(change.EventType),
                change.Reason);
        }
    }

    private static string NounOf(SnapshotRecord cycle) => cycle.ApiCallsMade == 1 ? "call" : "calls";

    private void TellOverrun(SnapshotRecord cycle, TimeSpan interval)
    {
        var duration = TimeSpan.FromMilliseconds(cycle.DurationMs);
        _overruns = duration > interval ? _overruns + 1 : 0;
        if (_overruns == OverrunsThatTell)
        {
            Log.CycleOverran(logger, engine, TimeSpan.FromSeconds(cycle.DurationMs / 1000), cycle.ApiCallsMade, NounOf(cycle), interval);
        }
    }
}
