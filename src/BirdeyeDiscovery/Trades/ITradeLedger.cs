namespace BirdeyeDiscovery;

/// <summary>
/// Stores the closed trades of the bot and their totals. Every method throws <see cref="DiscoveryStoreException"/> when the store does not
/// answer.
/// </summary>
public interface ITradeLedger
{
    /// <summary>
    /// Records a closed trade once. The close, the counters of its token and the daily row of its strategy change in one transaction.
    /// </summary>
    /// <param name="close">
    /// The trade, identified by its id. The same id with the same figures changes nothing. Other figures under a known id are refused, and
    /// the first ones are kept.
    /// </param>
    /// <param name="cancellationToken">
    /// Cancels the call. A cancelled call may or may not have recorded the trade, and may be repeated safely.
    /// </param>
    /// <returns>The result of the call.</returns>
    /// <exception cref="DiscoveryStoreException">
    /// The store did not answer, and the trade may or may not be stored: send it again. Or the total of its token would exceed its limit.
    /// </exception>
    /// <exception cref="ArgumentException">A value is outside its allowed range; the message names it.</exception>
    ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken = default);

    /// <summary>Reads the closes of one token over a period, oldest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">The earliest closing time, inclusive.</param>
    /// <param name="to">The latest closing time, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The closes.</returns>
    ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(
        string address,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Recomputes all counters and all daily rows from the closes. It changes nothing unless another program wrote to them. A daily row
    /// without closes is deleted.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when they are correct.</returns>
    ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default);
}
