using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Writes to the log what a cycle did: its outcome, and each token that changed with the reason.</summary>
internal static class CycleLog
{
    public static void Write(ILogger logger, string engine, CycleResult result)
    {
        var cycle = result.Snapshot!;
        if (cycle.Outcome == CycleOutcome.Failed)
        {
            Log.CycleFailed(logger, engine, cycle.CycleTimestamp, cycle.Error ?? "no reason was stored", cycle.ApiCallsMade);
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
                cycle.ApiCallsMade);
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
}
