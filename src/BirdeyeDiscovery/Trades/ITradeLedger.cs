namespace BirdeyeDiscovery;

/// <summary>The closed trades of the bot and what they add up to. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
public interface ITradeLedger
{
    /// <summary>Records a closed trade once: the close, the counters of its token and the daily row of its strategy change in one transaction.</summary>
    /// <param name="close">The trade. Its id decides: the same id and figures again change nothing, other figures under a known id are refused and the first are kept.</param>
    /// <param name="cancellationToken">Cancels the call; a cancelled call may or may not have recorded, and may be repeated safely.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="DiscoveryStoreException">The store did not answer, and the trade may or may not be stored: send it again; or the total of its token would pass its limit.</exception>
    /// <exception cref="ArgumentException">A value is outside of what is allowed; the message names it.</exception>
    ValueTask<TradeCloseResult> RecordTradeClosedAsync(TradeClose close, CancellationToken cancellationToken = default);

    /// <summary>Reads the closes of one token over a time span, oldest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">Closed from this time on, inclusive.</param>
    /// <param name="to">Closed before this time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The closes.</returns>
    ValueTask<IReadOnlyList<TradeClose>> GetClosesAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>Computes all counters and all daily rows anew from the closes. It changes nothing unless another program wrote to them; a daily row without closes goes.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when they are right.</returns>
    ValueTask RebuildPerformanceAsync(CancellationToken cancellationToken = default);
}
