namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Says which tokens were tracked at a moment and between two moments, from the events, and exports it with the facts and scores as they
/// were known then.
/// </summary>
/// <remarks>
/// A change counts from the time of its event. The event of a cycle has the time at which the cycle began; its decisions were stored a
/// little later, so the export states for each cycle when they were known. Retention never drops events. Where events are missing
/// nevertheless, because somebody deleted them, the start of a membership is marked as not known.
/// </remarks>
public interface IMembershipHistory
{
    /// <summary>Gets the tokens that were active or paused at a moment.</summary>
    /// <param name="moment">The moment, inclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tokens by address, with their last score up to that moment.</returns>
    ValueTask<IReadOnlyList<TrackedAsOf>> GetTrackedAsOfAsync(DateTimeOffset moment, CancellationToken cancellationToken = default);

    /// <summary>Gets the periods in which tokens were active, as far as they overlap a period.</summary>
    /// <param name="from">The start of the period, inclusive.</param>
    /// <param name="to">The end of the period, exclusive.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The periods in the order in which they ended; those that were open at the end come last, by address.</returns>
    IAsyncEnumerable<MembershipInterval> GetIntervalsAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>Gets one row for each cycle and each token that was active after it, with the facts and the score of that cycle.</summary>
    /// <param name="from">The start of the period by cycle time, inclusive.</param>
    /// <param name="to">The end of the period, exclusive.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The rows in the order of the cycles, by address within a cycle.</returns>
    IAsyncEnumerable<MembershipRow> GetRowsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);
}
