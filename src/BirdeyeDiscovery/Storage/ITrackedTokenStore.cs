namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Stores the tracked tokens and commits cycles; this store is authoritative. Every method throws <see cref="DiscoveryStoreException"/>
/// when the store does not answer.
/// </summary>
public interface ITrackedTokenStore
{
    /// <summary>Initializes the schema that this version needs, as the mode says. Safe to call twice and from several hosts.</summary>
    /// <param name="mode">What the call may do to the schema.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the store can be used.</returns>
    /// <exception cref="DiscoveryStoreException">The schema is newer, or differs under <see cref="SchemaMode.Validate"/>.</exception>
    ValueTask InitializeAsync(SchemaMode mode, CancellationToken cancellationToken = default);

    /// <summary>
    /// Inserts the tokens that are not stored yet, each with an <c>added</c> event without a snapshot. Stored tokens do not change.
    /// </summary>
    /// <param name="epoch">The leader's epoch.</param>
    /// <param name="tokens">The tokens as they should be stored.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events that were written.</returns>
    /// <exception cref="DiscoveryStoreException">
    /// The epoch is not the current one (<see cref="DiscoveryStoreException.IsFenced"/>), or the store does not answer.
    /// </exception>
    ValueTask<IReadOnlyList<LifecycleEvent>> SeedAsync(
        long epoch,
        IReadOnlyList<TrackedToken> tokens,
        CancellationToken cancellationToken = default);

    /// <summary>Reads what the next cycle needs, in one consistent view.</summary>
    /// <param name="query">The part of the history to read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state.</returns>
    ValueTask<CycleState> LoadCycleStateAsync(CycleStateQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Commits a cycle in one transaction, which the epoch fences. A second commit of the same cycle time changes nothing.
    /// </summary>
    /// <param name="epoch">The leader's epoch.</param>
    /// <param name="plan">What to write.</param>
    /// <param name="cancellationToken">Cancels the call; a cancelled call may or may not have committed.</param>
    /// <returns>The result of the commit.</returns>
    ValueTask<CommitResult> CommitCycleAsync(long epoch, CyclePlan plan, CancellationToken cancellationToken = default);

    /// <summary>Waits until everything that can be read is as durable as a confirmed commit.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when it is.</returns>
    /// <remarks>
    /// In a replicated database, a commit that no standby has confirmed is visible nevertheless. When the engine finds a cycle whose commit
    /// was not answered, it calls this method before it treats the cycle as stored. A store without replicas has nothing to wait for, which
    /// is the default here.
    /// </remarks>
    /// <exception cref="DiscoveryStoreException">It is not as durable, or that is not known.</exception>
    ValueTask ConfirmAsync(CancellationToken cancellationToken = default) => default;

    /// <summary>Reads the tokens of some statuses, ordered by id.</summary>
    /// <param name="statuses">The statuses; an empty collection means all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tokens.</returns>
    ValueTask<IReadOnlyList<TrackedToken>> GetTokensAsync(
        IReadOnlyCollection<TokenStatus> statuses,
        CancellationToken cancellationToken = default);

    /// <summary>Reads one token.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token, or <see langword="null"/>.</returns>
    ValueTask<TrackedToken?> FindAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Reads one token by its symbol (exact, case-sensitive).</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token, or <see langword="null"/>.</returns>
    /// <exception cref="AmbiguousSymbolException">Several tokens have this symbol; the exception names them.</exception>
    ValueTask<TrackedToken?> FindBySymbolAsync(string symbol, CancellationToken cancellationToken = default);
}
