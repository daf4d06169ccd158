namespace BirdeyeDiscovery.Storage;

/// <summary>The tracked set and the cycle commit: the truth. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
public interface ITrackedTokenStore
{
    /// <summary>Brings the schema to the state this version needs, as the mode says. Safe to call twice and from several hosts.</summary>
    /// <param name="mode">What may be done.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the store can be used.</returns>
    /// <exception cref="DiscoveryStoreException">The schema is newer, or differs under <see cref="SchemaMode.Validate"/>.</exception>
    ValueTask InitializeAsync(SchemaMode mode, CancellationToken cancellationToken = default);

    /// <summary>Writes tokens that are not yet there, each with an <c>added</c> event without snapshot; others stay as they are.</summary>
    /// <param name="epoch">The leader's epoch.</param>
    /// <param name="tokens">The tokens as they are to be.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events written.</returns>
    /// <exception cref="DiscoveryStoreException">The epoch is not the current one (<see cref="DiscoveryStoreException.IsFenced"/>), or the store does not answer.</exception>
    ValueTask<IReadOnlyList<LifecycleEvent>> SeedAsync(long epoch, IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken = default);

    /// <summary>Reads what the next cycle needs, in one consistent view.</summary>
    /// <param name="query">Which part of the past.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state.</returns>
    ValueTask<CycleState> LoadCycleStateAsync(CycleStateQuery query, CancellationToken cancellationToken = default);

    /// <summary>Commits a cycle: one transaction, fenced by the epoch. The same cycle time twice changes nothing.</summary>
    /// <param name="epoch">The leader's epoch.</param>
    /// <param name="plan">What to write.</param>
    /// <param name="cancellationToken">Cancels the call; a cancelled call may or may not have committed.</param>
    /// <returns>What became of it.</returns>
    ValueTask<CommitResult> CommitCycleAsync(long epoch, CyclePlan plan, CancellationToken cancellationToken = default);

    /// <summary>Waits until all that can be read is as safe as a commit that was confirmed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when it is.</returns>
    /// <remarks>
    /// In a replicated database a commit that no standby has confirmed can be read all the same. The engine asks this when it finds a cycle whose commit was not
    /// answered, before it takes the cycle for stored. A store that keeps nothing elsewhere has nothing to wait for, as here.
    /// </remarks>
    /// <exception cref="DiscoveryStoreException">It is not as safe, or that is not known.</exception>
    ValueTask ConfirmAsync(CancellationToken cancellationToken = default) => default;

    /// <summary>Reads the tokens of some statuses, by number.</summary>
    /// <param name="statuses">The statuses; none means all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tokens.</returns>
    ValueTask<IReadOnlyList<TrackedToken>> GetTokensAsync(IReadOnlyCollection<TokenStatus> statuses, CancellationToken cancellationToken = default);

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
