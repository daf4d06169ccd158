namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Runs past cycles again, in the order of their commits, with the planner that decides in a running cycle. Memory is proportional to the
/// number of tokens, not of cycles.
/// </summary>
/// <remarks>
/// Every method throws <see cref="LedgerException"/> when a cycle cannot be read, and <see cref="DiscoveryStoreException"/> when the store
/// does not answer.
/// </remarks>
public interface ICycleReplayer
{
    /// <summary>Plans each cycle again from its stored input, and compares the plan with the stored rows.</summary>
    /// <param name="from">The earliest cycle time; <see langword="null"/> means the first cycle.</param>
    /// <param name="to">The latest cycle time, inclusive; <see langword="null"/> means the last cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of equal cycles, and the first difference.</returns>
    ValueTask<ReplayVerification> VerifyAsync(
        DateTimeOffset? from = null, DateTimeOffset? to = null, CancellationToken cancellationToken = default);

    /// <summary>Replays cycles with a change, each on the state that the replay itself left.</summary>
    /// <param name="change">What differs from the stored cycles.</param>
    /// <param name="from">The earliest cycle time; <see langword="null"/> means the first cycle whose input is stored.</param>
    /// <param name="to">The latest cycle time, inclusive; <see langword="null"/> means the last cycle.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The cycles as they would have been.</returns>
    /// <exception cref="ArgumentException">
    /// The options are not allowed, or change what a cycle reads. It is thrown by the enumeration.
    /// </exception>
    IAsyncEnumerable<ReplayedCycle> ReplayAsync(
        ReplayChange change, DateTimeOffset? from = null, DateTimeOffset? to = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Cuts the history at random cycles and replays what is left: everything before a cut must be as in the replay of the whole history.
    /// It finds scorers and policies that know what happened later.
    /// </summary>
    /// <param name="change">Makes the change from the history that it may read, which ends at the cut.</param>
    /// <param name="cuts">The number of cuts, 1 to 1,000.</param>
    /// <param name="seed">The seed of the random cuts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of cuts, and the first one that changed its past.</returns>
    ValueTask<LookAheadAudit> AuditAsync(
        Func<IDiscoveryHistory, ReplayChange> change, int cuts, int seed, CancellationToken cancellationToken = default);
}
