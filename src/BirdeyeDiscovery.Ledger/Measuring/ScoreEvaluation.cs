using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Measures whether the score predicts returns: rank IC with its significance by clusters of tokens, top minus rest, turnover and hit rate,
/// for each horizon, of the total and of each component.
/// </summary>
/// <remarks>
/// The measure reads a stream of cycles once, in the order of time. A return starts at the first price after the scoring, never at the
/// price that the score knew. Memory grows with the number of tokens and the length of the longest horizon, and not with the number of
/// cycles.
/// </remarks>
public static class ScoreEvaluation
{
    /// <summary>The smallest number of tokens for which a significance is given.</summary>
    public const int MinTokens = 20;

    /// <summary>The smallest number of windows without overlap for which a verdict is given.</summary>
    public const int MinWindows = 200;

    /// <summary>Measures a stream of cycles.</summary>
    /// <param name="cycles">The cycles, in the order of their times.</param>
    /// <param name="options">How to measure, or <see langword="null"/> for the defaults.</param>
    /// <returns>One report for each score version with each options hash, in the order in which they appeared.</returns>
    /// <exception cref="ArgumentException">An option is not allowed, or the cycles are out of order.</exception>
    public static IReadOnlyList<ScoreReport> Measure(IEnumerable<ObservedCycle> cycles, ScoreEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        var meter = new ScoreMeter(options ?? new ScoreEvaluationOptions());
        foreach (var cycle in cycles)
        {
            meter.Add(cycle);
        }

        return meter.Report();
    }

    /// <summary>Measures a stream of cycles.</summary>
    /// <param name="cycles">The cycles, in the order of their times.</param>
    /// <param name="options">How to measure, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the measurement.</param>
    /// <returns>One report for each score version with each options hash, in the order in which they appeared.</returns>
    /// <exception cref="ArgumentException">An option is not allowed, or the cycles are out of order.</exception>
    public static async ValueTask<IReadOnlyList<ScoreReport>> MeasureAsync(
        IAsyncEnumerable<ObservedCycle> cycles, ScoreEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        var meter = new ScoreMeter(options ?? new ScoreEvaluationOptions());
        await foreach (var cycle in cycles.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            meter.Add(cycle);
        }

        return meter.Report();
    }

    /// <summary>Reads the cycles of a period from a store, a page at a time.</summary>
    /// <remarks>
    /// Rejected candidates are observed without a score, so that the price and the liquidity of a token that a gate stops are known after
    /// it was scored. Rows of versions that stored no price have none.
    /// Rows do not have the time of the last trade, so <see cref="ScoreEvaluationOptions.DeadAfter"/> does not apply to them.
    /// </remarks>
    /// <param name="history">The history.</param>
    /// <param name="from">The start of the period by cycle time, inclusive.</param>
    /// <param name="to">The end of the period by cycle time, exclusive.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The cycles that scored or rejected anything.</returns>
    public static IAsyncEnumerable<ObservedCycle> ReadAsync(
        IDiscoveryHistory history, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return ReadAsync(history, from, to, null, cancellationToken);
    }

    /// <summary>
    /// Reads the cycles of a period for a measurement of the score. Only the scores of cycles that <paramref name="counts"/> are ranked;
    /// the others add prices. Null counts all.
    /// </summary>
    internal static async IAsyncEnumerable<ObservedCycle> ReadAsync(
        IDiscoveryHistory history,
        DateTimeOffset from,
        DateTimeOffset to,
        Func<SnapshotRecord, bool>? counts,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int page = 200;
        for (var start = from; ;)
        {
            var cycles = await history.GetCyclesAsync(start, to, page, cancellationToken).ConfigureAwait(false);
            foreach (var cycle in cycles)
            {
                if (cycle.Scores.Count + cycle.Rejections.Count > 0)
                {
                    yield return ObservedCycle.Of(cycle, counts?.Invoke(cycle.Snapshot) != false);
                }
            }

            if (cycles.Count < page)
            {
                yield break;
            }

            start = cycles[^1].Snapshot.CycleTimestamp.AddMilliseconds(1);
        }
    }
}
